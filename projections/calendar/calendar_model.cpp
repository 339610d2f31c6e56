#include "projections/calendar/calendar_model.h"

#include <algorithm>

#include "domain/kernel/dates.h"
#include "domain/kernel/text.h"
#include "projections/calendar/calendar.h"
#include "projections/calendar/calendar_keys.h"

namespace tenure::projections::calendar {
namespace {

using domain::copy;
using domain::Date;
using domain::Instant;
using domain::text;

class CalendarModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 1; }

  void apply(const event::Event& event, RowWriter& rows) override {
    const auto operator_id = text(event.operator_id());
    switch (event.body_type()) {
#define X(Body)                \
  case event::EventBody::Body: \
    return apply(operator_id, *event.body_as_##Body(), rows);
      X(SiteRegistered)
      X(SpaceAdded)
      X(ContractCreated)
      X(ContractAmended)
      X(ContractTerminated)
      X(NoticeGiven)
      X(ContractExtended)
      X(ContractDiscarded)
      X(BookingRecorded)
      X(BookingChanged)
      X(BookingCancelled)
#undef X
      default:
        return;
    }
  }

 private:
  static void apply(std::string_view operator_id, const event::SiteRegistered& body, RowWriter& rows) {
    rows.write(site_key(operator_id, text(body.site_id())), SiteRow{copy(body.time_zone())});
  }
  static void apply(std::string_view operator_id, const event::SpaceAdded& body, RowWriter& rows) {
    rows.write(space_key(operator_id, text(body.space_id())),
               SpaceRow{copy(body.site_id()), copy(body.parent_space_id()), {}});
    if (text(body.parent_space_id()).empty()) return;
    const auto key = space_key(operator_id, text(body.parent_space_id()));
    SpaceRow parent;
    if (!rows.read(key, parent)) throw BrokenFold{"a space lies in one that was not added"};
    parent.child_space_ids.push_back(copy(body.space_id()));
    rows.write(key, parent);
  }

  template <class Lines>
  static void take(std::string_view operator_id, std::string_view contract_id, std::string_view occupier_id,
                   const Lines& lines, ContractRow& contract, RowWriter& rows) {
    for (const auto* line : lines) {
      if (text(line->space_id()).empty()) continue;
      const Lease lease{copy(line->space_id()),   std::string{contract_id}, copy(line->line_id()),
                        std::string{occupier_id}, Date{line->from()},       domain::date_of(line->to())};
      contract.lines.push_back({lease.line_id, lease.space_id});
      rows.write(lease_key(operator_id, contract_id, contract.lines.back()), lease);
    }
  }
  static Key lease_key(std::string_view operator_id, std::string_view contract_id, const TakenLine& line) {
    return leases_of(operator_id, line.space_id).text(contract_id).text(line.line_id);
  }
  static void apply(std::string_view operator_id, const event::ContractCreated& body, RowWriter& rows) {
    ContractRow contract;
    take(operator_id, text(body.contract_id()), text(body.occupier_id()), *body.lines(), contract, rows);
    rows.write(contract_key(operator_id, text(body.contract_id())), contract);
  }

  /// Leases of the contract that `change` was asked about; one that ends before it begins is gone.
  template <class Change>
  static void change_leases(std::string_view operator_id, std::string_view contract_id, RowWriter& rows,
                            Change change) {
    ContractRow contract;
    if (!rows.read(contract_key(operator_id, contract_id), contract)) {
      throw BrokenFold{"a contract is changed that was not created"};
    }
    for (const auto& line : contract.lines) {
      const auto key = lease_key(operator_id, contract_id, line);
      Lease lease;
      if (!rows.read(key, lease)) continue;
      change(lease);
      if (lease.to && *lease.to <= lease.from) {
        rows.erase(key);
      } else {
        rows.write(key, lease);
      }
    }
  }
  static void end_leases(std::string_view operator_id, std::string_view contract_id, Date end,
                         RowWriter& rows) {
    change_leases(operator_id, contract_id, rows, [&](Lease& lease) {
      if (!lease.to || *lease.to > end) lease.to = end;
    });
  }
  static void apply(std::string_view operator_id, const event::ContractTerminated& body, RowWriter& rows) {
    end_leases(operator_id, text(body.contract_id()), Date{body.on()}, rows);
  }
  static void apply(std::string_view operator_id, const event::NoticeGiven& body, RowWriter& rows) {
    end_leases(operator_id, text(body.contract_id()), Date{body.ends_on()}, rows);
  }
  static void apply(std::string_view operator_id, const event::ContractExtended& body, RowWriter& rows) {
    change_leases(operator_id, text(body.contract_id()), rows, [&](Lease& lease) {
      if (lease.to == Date{body.previous_ends_on()}) lease.to = Date{body.ends_on()};
    });
  }
  static void apply(std::string_view operator_id, const event::ContractDiscarded& body, RowWriter& rows) {
    change_leases(operator_id, text(body.contract_id()), rows, [](Lease& lease) { lease.to = lease.from; });
  }
  static void apply(std::string_view operator_id, const event::ContractAmended& body, RowWriter& rows) {
    const auto contract_id = text(body.contract_id());
    if (body.ended() != nullptr) {
      change_leases(operator_id, contract_id, rows, [&](Lease& lease) {
        const auto ends = std::ranges::any_of(
            *body.ended(), [&](const auto* line_id) { return text(line_id) == lease.line_id; });
        if (ends) lease.to = Date{body.effective_on()};
      });
    }
    if (body.added() == nullptr) return;
    const auto key = contract_key(operator_id, contract_id);
    ContractRow contract;
    if (!rows.read(key, contract)) throw BrokenFold{"a contract is amended that was not created"};
    take(operator_id, contract_id, text(body.occupier_id()), *body.added(), contract, rows);
    rows.write(key, contract);
  }

  template <class Body>
  static void book(std::string_view operator_id, const Body& body, RowWriter& rows) {
    const Booking booking{copy(body.space_id()), copy(body.booking_id()), copy(body.occupier_id()),
                          Instant{body.starts_at()}, Instant{body.ends_at()}};
    rows.write(booking_key(operator_id, booking.booking_id), BookingRow{booking.space_id, booking.starts_at});
    rows.write(bookings_from(operator_id, booking.space_id, booking.starts_at).text(booking.booking_id),
               booking);
  }
  static void unbook(std::string_view operator_id, std::string_view booking_id, RowWriter& rows) {
    const auto key = booking_key(operator_id, booking_id);
    BookingRow before;
    if (!rows.read(key, before)) throw BrokenFold{"a booking is changed that was not recorded"};
    rows.erase(bookings_from(operator_id, before.space_id, before.starts_at).text(booking_id));
    rows.erase(key);
  }
  static void apply(std::string_view operator_id, const event::BookingRecorded& body, RowWriter& rows) {
    book(operator_id, body, rows);
  }
  static void apply(std::string_view operator_id, const event::BookingChanged& body, RowWriter& rows) {
    unbook(operator_id, text(body.booking_id()), rows);
    book(operator_id, body, rows);
  }
  static void apply(std::string_view operator_id, const event::BookingCancelled& body, RowWriter& rows) {
    unbook(operator_id, text(body.booking_id()), rows);
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<CalendarModel>(); }

}  // namespace tenure::projections::calendar
