// How what billing knows looks in JSON.
#pragma once

#include "adapters/http/api/queries/resource.h"
#include "projections/billing/billing.h"

namespace tenure::http {

namespace billing = projections::billing;

template <>
struct Described<billing::Balance> {
  static constexpr std::string_view name = "Balance";
  static auto members() {
    using T = billing::Balance;
    return std::tuple{Member{"currency", &T::currency, ""},
                      Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
                      Member{"amount", &T::amount, "In minor units: the sum of its standing charges."}};
  }
};

template <>
struct Described<billing::Reversal> {
  static constexpr std::string_view name = "Reversal";
  static auto members() {
    using T = billing::Reversal;
    return std::tuple{
        Member{"on", &T::on, "The site's business date."}, Member{"reason", &T::reason, ""},
        Member{"kind", &T::kind, "It was wrong, is let off, or another one stands in its place."},
        Member{"position", &T::position, ""}, Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<billing::Charge> {
  static constexpr std::string_view name = "Charge";
  static auto members() {
    using T = billing::Charge;
    return std::tuple{
        Member{"charge_id", &T::charge_id, "The client's; of an automatic charge its cause key."},
        Member{"occupier_id", &T::occupier_id, ""},
        Member{"site_id", &T::site_id, ""},
        Member{"product_id", &T::product_id, ""},
        Member{"status", [](const T& charge) { return charge.status(); },
               "A reversed charge no longer counts."},
        Member{"cause", &T::cause, ""},
        Member{"contract_id", &T::contract_id, "", Shown::if_there},
        Member{"subject_id", &T::subject_id, "The line, service or booking that caused it.", Shown::if_there},
        Member{"quantity", &T::quantity, ""},
        Member{"unit_price", &T::unit_price, "In minor units."},
        Member{"net", &T::net, "In minor units, rounded once."},
        Member{"currency", &T::currency, ""},
        Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
        Member{"on", &T::on, "The site's business date on which it was raised."},
        Member{"service_from", &T::service_from, "First day."},
        Member{"service_to", &T::service_to, "First day no longer covered."},
        Member{"description", &T::description, "", Shown::if_there},
        Member{"reversal", &T::reversal, ""},
        Member{"position", &T::position, "The event that raised it."},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<billing::Total> {
  static constexpr std::string_view name = "Total";
  static auto members() {
    using T = billing::Total;
    return std::tuple{Member{"month", &T::month, "The month of the charges' first days."},
                      Member{"site_id", &T::site_id, ""},
                      Member{"currency", &T::currency, ""},
                      Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
                      Member{"charges", &T::charges, "How many stand."},
                      Member{"net", &T::net, "Their sum, in minor units."},
                      Member{"reversals", &T::reversals, "How many were taken back; not part of the above."},
                      Member{"reversed", &T::reversed, "Their sum, in minor units."}};
  }
};

template <>
struct Described<billing::Statement> {
  static constexpr std::string_view name = "StatementTotal";
  static auto members() {
    using T = billing::Statement;
    return std::tuple{Member{"currency", &T::currency, ""},
                      Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
                      Member{"opening", &T::opening, "In minor units."},
                      Member{"raised_count", &T::raised_count, ""},
                      Member{"raised", &T::raised, "In minor units."},
                      Member{"reversed_count", &T::reversed_count, ""},
                      Member{"reversed", &T::reversed, "In minor units."},
                      Member{"closing", &T::closing, "opening + raised - reversed, in minor units."}};
  }
};

template <>
struct Described<billing::StatementLine> {
  static constexpr std::string_view name = "StatementLine";
  static auto members() {
    using T = billing::StatementLine;
    return std::tuple{
        Member{"on", &T::on, "The site's business date."},
        Member{"movement", &T::movement, ""},
        Member{"charge_id", &T::charge_id, ""},
        Member{"site_id", &T::site_id, ""},
        Member{"product_id", &T::product_id, ""},
        Member{"cause", &T::cause, ""},
        Member{"service_from", &T::service_from, "First day."},
        Member{"service_to", &T::service_to, "First day no longer covered."},
        Member{"currency", &T::currency, ""},
        Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
        Member{"net", &T::net, "Of the charge, in minor units; a reversal takes it off the balance."},
        Member{"text", &T::text, "The charge's description, or the reversal's reason.", Shown::if_there},
        Member{"position", &T::position, ""},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

}  // namespace tenure::http
