#include "projections/telephony/telephony_model.h"

#include "domain/kernel/text.h"
#include "projections/telephony/telephony.h"
#include "projections/telephony/telephony_keys.h"

namespace tenure::projections::telephony {
namespace {

using domain::copy;
using domain::NumberStatus;
using domain::text;

class TelephonyModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 3; }

  void apply(const event::Event& event, RowWriter& rows) override {
    switch (event.body_type()) {
#define X(Body)                \
  case event::EventBody::Body: \
    return apply(event, *event.body_as_##Body(), rows);
      X(OccupierRegistered)
      X(UserAdded)
      X(NumberProvisioned)
      X(NumberAllocated)
      X(NumberActivationRequested)
      X(NumberActivated)
      X(NumberAssigned)
      X(NumberUnassigned)
      X(NumberReleased)
      X(NumberCooledDown)
      X(NumberConfigured)
      X(NumberDeactivated)
      X(NumberPortedOut)
      X(MainNumberNominated)
      X(CallHandlingSet)
      X(SiteRegistered)
      X(ServiceActivated)
      X(ServiceChanged)
      X(ServiceCeased)
#undef X
      default:
        return;
    }
  }

 private:
  static void apply(const event::Event& event, const event::OccupierRegistered& body, RowWriter& rows) {
    rows.write(occupier_key(text(event.operator_id()), text(body.occupier_id())),
               OccupierName{copy(body.name())});
  }
  static void apply(const event::Event& event, const event::UserAdded& body, RowWriter& rows) {
    rows.write(user_key(text(event.operator_id()), text(body.user_id())),
               UserName{copy(body.given_name()), copy(body.family_name())});
  }

  static void apply(const event::Event& event, const event::NumberProvisioned& body, RowWriter& rows) {
    Number number;
    number.number = text(body.number());
    number.site_id = text(body.site_id());
    number.kind = body.kind();
    write_new(event, number, rows);
    remember(event, number.number, {.change = NumberChange::provisioned}, rows);
  }
  static void apply(const event::Event& event, const event::NumberAllocated& body, RowWriter& rows) {
    change(event, body, rows, [&](Number& number) {
      number.status = NumberStatus::reserved;
      number.occupier_id = text(body.occupier_id());
    });
    remember(event, text(body.number()),
             {.change = NumberChange::allocated, .occupier_id = copy(body.occupier_id())}, rows);
  }
  static void apply(const event::Event& event, const event::NumberActivationRequested& body,
                    RowWriter& rows) {
    change(event, body, rows, [](Number& number) { number.status = NumberStatus::pending; });
    remember(event, text(body.number()),
             {.change = NumberChange::activation_requested, .occupier_id = copy(body.occupier_id())}, rows);
  }
  static void apply(const event::Event& event, const event::NumberActivated& body, RowWriter& rows) {
    change(event, body, rows, [](Number& number) { number.status = NumberStatus::active; });
    remember(event, text(body.number()),
             {.change = NumberChange::activated, .occupier_id = copy(body.occupier_id())}, rows);
  }
  static void apply(const event::Event& event, const event::NumberAssigned& body, RowWriter& rows) {
    change(event, body, rows, [&](Number& number) {
      number.user_id = text(body.user_id());
      number.extension = text(body.extension());
    });
    rows.write(listed_key(text(event.operator_id()), text(body.site_id())).text(text(body.number())),
               Listed{copy(body.user_id()), copy(body.extension()), copy(body.occupier_id())});
    remember(event, text(body.number()),
             {.change = NumberChange::assigned,
              .occupier_id = copy(body.occupier_id()),
              .user_id = copy(body.user_id()),
              .extension = copy(body.extension())},
             rows);
  }
  static void apply(const event::Event& event, const event::NumberUnassigned& body, RowWriter& rows) {
    change(event, body, rows, [](Number& number) {
      number.user_id.clear();
      number.extension.clear();
    });
    rows.erase(listed_key(text(event.operator_id()), text(body.site_id())).text(text(body.number())));
    remember(event, text(body.number()),
             {.change = NumberChange::unassigned,
              .occupier_id = copy(body.occupier_id()),
              .user_id = copy(body.user_id()),
              .extension = copy(body.extension())},
             rows);
  }
  static void apply(const event::Event& event, const event::NumberReleased& body, RowWriter& rows) {
    change(event, body, rows, [&](Number& number) {
      number.status = NumberStatus::cooldown;
      number.occupier_id.clear();
      number.cooldown_until = domain::Date{body.cooldown_until()};
      number.features = {};
    });
    remember(event, text(body.number()),
             {.change = NumberChange::released, .occupier_id = copy(body.occupier_id())}, rows);
  }
  static void apply(const event::Event& event, const event::NumberCooledDown& body, RowWriter& rows) {
    change(event, body, rows, [](Number& number) {
      number.status = NumberStatus::available;
      number.cooldown_until.reset();
    });
    remember(event, text(body.number()), {.change = NumberChange::cooled_down}, rows);
  }
  static void apply(const event::Event& event, const event::NumberConfigured& body, RowWriter& rows) {
    change(event, body, rows, [&](Number& number) { number.features = domain::features_of(body); });
    remember(event, text(body.number()),
             {.change = NumberChange::configured, .occupier_id = copy(body.occupier_id())}, rows);
  }
  static void apply(const event::Event& event, const event::NumberDeactivated& body, RowWriter& rows) {
    change(event, body, rows, [](Number& number) { number.status = NumberStatus::reserved; });
    remember(event, text(body.number()),
             {.change = NumberChange::deactivated, .occupier_id = copy(body.occupier_id())}, rows);
  }
  static void apply(const event::Event& event, const event::NumberPortedOut& body, RowWriter& rows) {
    change(event, body, rows, [](Number& number) {
      number.status = NumberStatus::ported_out;
      number.occupier_id.clear();
      number.cooldown_until.reset();
      number.features = {};
    });
    remember(event, text(body.number()),
             {.change = NumberChange::ported_out, .occupier_id = copy(body.occupier_id())}, rows);
  }
  static void apply(const event::Event& event, const event::MainNumberNominated& body, RowWriter& rows) {
    change(event, body, rows, [](Number& number) { number.main = 1; });
    rows.write(listed_key(text(event.operator_id()), text(body.site_id())).text(text(body.number())),
               Listed{{}, {}, copy(body.occupier_id())});
    change_handling(event, text(body.site_id()), text(body.occupier_id()), rows,
                    [&](CallHandling& handling) { handling.main_number = text(body.number()); });
    remember(event, text(body.number()),
             {.change = NumberChange::made_main, .occupier_id = copy(body.occupier_id())}, rows);
  }
  static void apply(const event::Event& event, const event::CallHandlingSet& body, RowWriter& rows) {
    change_handling(event, text(body.site_id()), text(body.occupier_id()), rows,
                    [&](CallHandling& handling) { handling.plan = domain::call_plan_of(body); });
  }

  static void apply(const event::Event& event, const event::SiteRegistered& body, RowWriter& rows) {
    rows.write(zone_key(text(event.operator_id()), text(body.site_id())), SiteZone{copy(body.time_zone())});
  }
  static void apply(const event::Event& event, const event::ServiceActivated& body, RowWriter& rows) {
    grant(event, body, grant_of(body), rows);
  }
  static void apply(const event::Event& event, const event::ServiceChanged& body, RowWriter& rows) {
    grant(event, body, grant_of(body), rows);
  }
  static void apply(const event::Event& event, const event::ServiceCeased& body, RowWriter& rows) {
    grant(event, body, {}, rows);
    rows.erase(grant_key(text(event.operator_id()), text(body.service_id())));
  }

  template <class Body>
  static Grant grant_of(const Body& body) {
    return {body.phone_numbers(), body.hunt_groups(), body.bandwidth_mbps(), body.ivr() ? 1U : 0U};
  }
  // The service gives this from now on, instead of what it gave before.
  template <class Body>
  static void grant(const event::Event& event, const Body& body, Grant given, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    const auto key = grant_key(operator_id, text(body.service_id()));
    Grant before;
    (void)rows.read(key, before);
    change_entitled(operator_id, text(body.site_id()), text(body.occupier_id()), rows,
                    [&](Entitled& entitled) {
                      entitled.phone_numbers += given.phone_numbers - before.phone_numbers;
                      entitled.hunt_groups += given.hunt_groups - before.hunt_groups;
                      entitled.bandwidth_mbps += given.bandwidth_mbps - before.bandwidth_mbps;
                      entitled.ivr += given.ivr - before.ivr;
                    });
    rows.write(key, given);
  }
  template <class Change>
  static void change_entitled(std::string_view operator_id, std::string_view site_id,
                              std::string_view occupier_id, RowWriter& rows, Change change) {
    const auto key = entitled_key(operator_id, site_id).text(occupier_id);
    Entitled entitled;
    (void)rows.read(key, entitled);
    change(entitled);
    if (entitled == Entitled{}) return rows.erase(key);
    rows.write(key, entitled);
  }
  template <class Change>
  static void change_handling(const event::Event& event, std::string_view site_id,
                              std::string_view occupier_id, RowWriter& rows, Change change) {
    const auto key = handling_key(text(event.operator_id()), site_id).text(occupier_id);
    CallHandling handling;
    (void)rows.read(key, handling);
    handling.occupier_id = occupier_id;
    handling.site_id = site_id;
    change(handling);
    handling.position = {event.position()};
    handling.recorded_at = domain::Instant{event.recorded_at()};
    rows.write(key, handling);
  }

  // Reads the number, changes it, and moves its rows to where it is found now. A main number that is not active any
  // more is none.
  template <class Body, class Change>
  static void change(const event::Event& event, const Body& body, RowWriter& rows, Change change_number) {
    const auto operator_id = text(event.operator_id());
    Number number;
    if (!rows.read(number_key(operator_id, text(body.number())), number)) {
      throw BrokenFold{"a number is changed that was not provisioned"};
    }
    const auto old_status = number.status;
    const auto old_holder = number.occupier_id;
    change_number(number);
    if (number.main != 0 && number.status != NumberStatus::active) {
      number.main = 0;
      rows.erase(listed_key(operator_id, number.site_id).text(number.number));
      change_handling(event, number.site_id, old_holder, rows,
                      [](CallHandling& handling) { handling.main_number.clear(); });
    }
    if (number.status == NumberStatus::active && old_status != NumberStatus::active) {
      change_entitled(operator_id, number.site_id, number.occupier_id, rows,
                      [](Entitled& entitled) { ++entitled.active_numbers; });
    }
    if (number.status != NumberStatus::active && old_status == NumberStatus::active) {
      change_entitled(operator_id, number.site_id, old_holder, rows,
                      [](Entitled& entitled) { --entitled.active_numbers; });
    }
    if (number.status != old_status) {
      rows.erase(status_key(operator_id, number.site_id, old_status).text(number.number));
    }
    if (!old_holder.empty() && number.occupier_id != old_holder) {
      rows.erase(holder_key(operator_id, old_holder).text(number.number));
    }
    write_new(event, number, rows);
  }

  static void write_new(const event::Event& event, Number& number, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    number.position = {event.position()};
    number.recorded_at = domain::Instant{event.recorded_at()};
    rows.write(number_key(operator_id, number.number), number);
    rows.write(site_key(operator_id, number.site_id).text(number.number), number);
    rows.write(status_key(operator_id, number.site_id, number.status).text(number.number), number);
    if (!number.occupier_id.empty())
      rows.write(holder_key(operator_id, number.occupier_id).text(number.number), number);
  }

  struct Happened {
    NumberChange change;
    std::string occupier_id = {};
    std::string user_id = {};
    std::string extension = {};
  };
  static void remember(const event::Event& event, std::string_view number, Happened happened,
                       RowWriter& rows) {
    const Position position{event.position()};
    rows.write(history_key(text(event.operator_id()), number).position(position),
               NumberEvent{position, domain::Instant{event.recorded_at()}, happened.change,
                           std::move(happened.occupier_id), std::move(happened.user_id),
                           std::move(happened.extension)});
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<TelephonyModel>(); }

}  // namespace tenure::projections::telephony
