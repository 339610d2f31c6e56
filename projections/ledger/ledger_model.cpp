#include "projections/ledger/ledger_model.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/kernel/text.h"
#include "domain/ledger/journal.h"
#include "projections/ledger/ledger_keys.h"
#include "projections/ledger/sums.h"

namespace tenure::projections::ledger {
namespace {

using domain::text;

class LedgerModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 1; }

  void apply(const event::Event& event, RowWriter& rows) override {
    switch (event.body_type()) {
      case event::EventBody::ChargeRaised: {
        const auto& body = *event.body_as_ChargeRaised();
        return post(event, domain::journal_of(body), text(body.charge_id()), rows);
      }
      case event::EventBody::ChargeReversed: {
        const auto& body = *event.body_as_ChargeReversed();
        return post(event, domain::journal_of(body), text(body.charge_id()), rows);
      }
      default:
        return;
    }
  }

 private:
  static void post(const event::Event& event, const std::optional<domain::Journal>& journal,
                   std::string_view document_id, RowWriter& rows) {
    if (!journal) return;
    if (!domain::is_balanced(*journal)) throw BrokenFold{"a journal does not balance"};
    const auto operator_id = text(event.operator_id());
    const auto month = billing::month_of(journal->on);
    for (std::size_t number = 0; number < journal->lines.size(); ++number) {
      const auto& line = journal->lines[number];
      const AccountId account{journal->legal_entity_id, line.account, line.subject, journal->currency};
      const auto add_to = [&](const Key& key) {
        Sums sums;
        (void)rows.read(key, sums);
        sums.currency_exponent = journal->currency_exponent;
        sums.add(line.side, line.amount);
        rows.write(key, sums);
      };
      add_to(days_of(operator_id, account.legal_entity_id)
                 .text(account.account)
                 .text(account.currency)
                 .number32(sortable(journal->on)));
      add_to(months_of(operator_id, account).number32(sortable(month)));

      Line row;
      row.side = line.side;
      row.amount = line.amount;
      row.currency_exponent = journal->currency_exponent;
      row.rule = journal->rule;
      row.document_id = document_id;
      row.recorded_at = domain::Instant{event.recorded_at()};
      auto key = lines_of(operator_id, account);
      key.number32(sortable(journal->on))
          .position({event.position()})
          .byte(static_cast<std::uint8_t>(number));
      rows.write(key, row);
    }
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<LedgerModel>(); }

}  // namespace tenure::projections::ledger
