// A small model for tests of the runtime: how many events of each stream kind an operator has, times its version.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "domain/kernel/text.h"
#include "projections/runtime/model.h"
#include "projections/runtime/row_reader.h"
#include "projections/runtime/view.h"

namespace tenure::test {

struct Count {
  std::uint64_t value = 0;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.value);
  }
};

/// What the test does to a model while it folds.
struct Mischief {
  /// Folding this event fails.
  std::atomic<std::uint64_t> broken_at = 0;
  /// Counted wrong from this event on.
  std::atomic<std::uint64_t> wrong_from = ~std::uint64_t{0};
  /// Called for every event, before it is folded.
  std::function<void(std::uint64_t)> hook;
};

class CountingModel final : public projections::Model {
 public:
  CountingModel(std::uint32_t version, std::shared_ptr<Mischief> mischief)
      : version_{version}, mischief_{std::move(mischief)} {}
  [[nodiscard]] std::string_view name() const override { return "counting"; }
  [[nodiscard]] std::uint32_t version() const override { return version_; }
  void apply(const event::Event& event, projections::RowWriter& rows) override {
    if (mischief_->hook) mischief_->hook(event.position());
    if (event.position() == mischief_->broken_at) throw projections::BrokenFold{"broken by the test"};
    const projections::Key key{'c', domain::text(event.operator_id())};
    Count count;
    (void)rows.read(key, count);
    count.value += version_ + (event.position() >= mischief_->wrong_from ? 1 : 0);
    rows.write(key, count);
  }

 private:
  std::uint32_t version_;
  std::shared_ptr<Mischief> mischief_;
};

inline projections::ModelFactory counting(std::uint32_t version,
                                          std::shared_ptr<Mischief> mischief = nullptr) {
  if (!mischief) mischief = std::make_shared<Mischief>();
  return [version, mischief] { return std::make_unique<CountingModel>(version, mischief); };
}

/// The count, or nothing where there is none or no answer.
inline std::optional<std::uint64_t> count_of(const projections::View& view, std::string_view of_operator) {
  const auto rows = view.rows("counting");
  if (!rows) return std::nullopt;
  const auto row = projections::find<Count>(**rows, projections::Key{'c', of_operator});
  return row && *row ? std::optional{(*row)->value} : std::nullopt;
}

}  // namespace tenure::test
