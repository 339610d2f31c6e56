// The price of a part of a period, and the credit when less of it was used than was billed.
//
// Is:       the four proration rules and the repair of something already billed.
// Promises: one division and one rounding. A complete period costs exactly its price, no part costs more
//           than the price or less than zero (for a negative price: between the price and zero). With
//           ACTUAL_DAYS, cutting a period in parts changes the sum by at most one minor unit per cut.
// Fails:    AmountOverflow as in money.h. A part never exceeds the price, so prorate itself always has an
//           answer; it is in the type so that prices are handled alike everywhere.
// Why:      the rule is frozen with each contract version and passed in, so an old contract is recomputed
//           as it was.
#pragma once

#include <expected>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "schemas/common_generated.h"

namespace tenure::domain {

/// The price of those days of `part` that lie in `whole`, where `price` is what the complete `whole` costs:
///   ACTUAL_DAYS  price × days / days of whole
///   ANNUAL_365   price × 12 × days / 365; whole is a month
///   FIXED_30     price × days / 30; whole is a month. Where the first and the last day of the part are in
///                different months, the month of the first counts as 30 days: days - (its days - 30)
///   NONE         the price, if there is any day at all
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> prorate(MinorUnits price, Period part, Period whole,
                                                                tenure::Proration rule,
                                                                tenure::Rounding rounding);

/// The same for a part whose price changes within it: what `stretch` of it costs at its own price. The share of
/// the stretch is that of the part up to the stretch's end less that up to its first day, so the shares of all
/// stretches of a part come to the part's, whatever the rule and wherever it is cut.
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> prorate_stretch(MinorUnits price, Period stretch,
                                                                        Period part, Period whole,
                                                                        tenure::Proration rule,
                                                                        tenure::Rounding rounding);

/// What is still to be credited of something billed when only `recomputed_kept` of it is due:
/// max(0, billed - recomputed_kept - credits_already). A second run, with the first one's credit among
/// `credits_already`, credits nothing.
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> repair_credit(MinorUnits billed,
                                                                      MinorUnits recomputed_kept,
                                                                      MinorUnits credits_already);

}  // namespace tenure::domain
