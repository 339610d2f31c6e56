// Numbers by site and holder, their history, and the directory of a site.

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "adapters/http/api/queries/telephony_resources.h"
#include "projections/telephony/telephony.h"

namespace tenure::http {

namespace telephony = projections::telephony;

template <>
struct Described<domain::Features> {
  static constexpr std::string_view name = "NumberFeatures";
  static auto members() {
    using T = domain::Features;
    return std::tuple{
        Member{"display_name", &T::display_name, "", Shown::if_there, Privacy::personal},
        Member{"voicemail", [](const T& f) { return f.voicemail != 0; }, ""},
        Member{"forward_always", &T::forward_always, "E.164.", Shown::if_there, Privacy::personal},
        Member{"forward_busy", &T::forward_busy, "E.164.", Shown::if_there, Privacy::personal},
        Member{"forward_no_answer", &T::forward_no_answer, "E.164.", Shown::if_there, Privacy::personal},
        Member{"do_not_disturb", [](const T& f) { return f.do_not_disturb != 0; }, ""},
        Member{"call_waiting", [](const T& f) { return f.call_waiting != 0; }, ""},
        Member{"caller_id", &T::caller_id, "What those see who are called; E.164.", Shown::if_there,
               Privacy::personal}};
  }
};

template <>
struct Described<telephony::Number> {
  static constexpr std::string_view name = "Number";
  static auto members() {
    using T = telephony::Number;
    return std::tuple{
        Member{"number", &T::number, "E.164."},
        Member{"site_id", &T::site_id, ""},
        Member{"kind", &T::kind, ""},
        Member{"status", &T::status, ""},
        Member{"occupier_id", &T::occupier_id, "Absent while no occupier holds it.", Shown::if_there},
        Member{"user_id", &T::user_id, "Absent while it is not assigned.", Shown::if_there},
        Member{"extension", &T::extension, "", Shown::if_there},
        Member{"cooldown_until", &T::cooldown_until, "Business date from which it is available again."},
        Member{"main", [](const T& n) { return n.main != 0; },
               "Whether it is its occupier's main number at the site."},
        Member{"features", &T::features, "Also while it is not in use."},
        Member{"position", &T::position, "The event that made it what it is."},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<telephony::NumberEvent> {
  static constexpr std::string_view name = "NumberEvent";
  static auto members() {
    using T = telephony::NumberEvent;
    return std::tuple{Member{"change", &T::change, ""},
                      Member{"occupier_id", &T::occupier_id, "", Shown::if_there},
                      Member{"user_id", &T::user_id, "", Shown::if_there},
                      Member{"extension", &T::extension, "", Shown::if_there},
                      Member{"position", &T::position, ""},
                      Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<telephony::DirectoryEntry> {
  static constexpr std::string_view name = "DirectoryEntry";
  static auto members() {
    using T = telephony::DirectoryEntry;
    return std::tuple{Member{"number", &T::number, "E.164."},
                      Member{"extension", &T::extension, "", Shown::if_there},
                      Member{"user_id", &T::user_id, "Absent for a main number.", Shown::if_there},
                      Member{"given_name", &T::given_name, "", Shown::if_there, Privacy::personal},
                      Member{"family_name", &T::family_name, "", Shown::if_there, Privacy::personal},
                      Member{"occupier_id", &T::occupier_id, ""},
                      Member{"occupier_name", &T::occupier_name, ""}};
  }
};

namespace queries {
namespace {

using projections::Result;
using projections::View;
using Components = boost::json::object;

}  // namespace

std::string e164_of(const Call& call) { return e164(call.value(parameters::number)); }

Result<Found> occupier_numbers(const View& view, const Call& call, std::string& out) {
  return write_found(telephony::numbers_of_occupier(view, call.operator_id(),
                                                    call.value(parameters::occupier_id), page_of(call)),
                     out);
}
boost::json::object occupier_numbers_schema(Components& components) {
  return page_schema_of<telephony::Number>(components);
}

Result<Found> site_numbers(const View& view, const Call& call, std::string& out) {
  const auto status = parse_number_status(call.value(parameters::number_status));
  return write_found(telephony::numbers_of_site(view, call.operator_id(), call.value(parameters::site_id),
                                                status, page_of(call)),
                     out);
}
boost::json::object site_numbers_schema(Components& components) {
  return page_schema_of<telephony::Number>(components);
}

Result<Found> site_directory(const View& view, const Call& call, std::string& out) {
  return write_found(
      telephony::directory_of_site(view, call.operator_id(), call.value(parameters::site_id), page_of(call)),
      out);
}
boost::json::object site_directory_schema(Components& components) {
  return page_schema_of<telephony::DirectoryEntry>(components);
}

Result<Found> number(const View& view, const Call& call, std::string& out) {
  return write_found(telephony::number(view, call.operator_id(), e164_of(call)), out);
}
boost::json::object number_schema(Components& components) { return schema_of<telephony::Number>(components); }

Result<Found> number_history(const View& view, const Call& call, std::string& out) {
  return write_found(telephony::history_of_number(view, call.operator_id(), e164_of(call), page_of(call)),
                     out);
}
boost::json::object number_history_schema(Components& components) {
  return page_schema_of<telephony::NumberEvent>(components);
}

}  // namespace queries
}  // namespace tenure::http
