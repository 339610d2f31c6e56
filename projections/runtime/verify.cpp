#include "projections/runtime/verify.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "projections/runtime/compare.h"

namespace tenure::projections {
namespace {

/// Removes the scratch folder whatever comes of it.
class Scratch {
 public:
  explicit Scratch(std::filesystem::path folder) : folder_{std::move(folder)} {}
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

 private:
  std::filesystem::path folder_;
};

std::expected<VerifiedModel, ModelDifference> verify_one(ReadModels& models, ReadModels& rebuilt,
                                                         const ModelStatus& status) {
  const auto differs = [&](std::string what) {
    return std::unexpected{ModelDifference{status.name, status.position, std::move(what)}};
  };
  const auto expected = rebuilt.at(status.position, {status.name});
  if (!expected) return differs(expected.error().message);
  const auto found = models.at(status.position, {status.name});
  if (!found) return differs(found.error().message);
  const auto expected_rows = expected->rows(status.name);
  const auto found_rows = found->rows(status.name);
  if (!expected_rows) return differs(expected_rows.error().message);
  if (!found_rows) return differs(found_rows.error().message);
  const auto compared = compare_rows(**expected_rows, **found_rows, [] { return true; });
  if (!compared) return differs(compared.error().message);
  if (const auto& difference = compared->difference) return differs(*difference);
  return VerifiedModel{status.name, status.version, status.position, compared->rows};
}

}  // namespace

std::expected<std::vector<VerifiedModel>, ModelDifference> verify(ReadModels& models,
                                                                  eventstore::Partition& partition,
                                                                  ReadModelOptions options) {
  const auto scratch_folder = options.folder;
  if (std::filesystem::exists(scratch_folder)) {
    return std::unexpected{ModelDifference{
        {}, {}, fmt::format("the scratch folder {} is there already; remove it", scratch_folder.string())}};
  }
  std::vector<ModelStatus> statuses;
  Position last;
  for (auto& status : models.status().models) {
    // What does not serve answers nobody, and what is behind is compared where it is.
    if (status.state == ModelState::building) continue;
    last = std::max(last, status.position);
    statuses.push_back(std::move(status));
  }
  const Scratch scratch{scratch_folder};
  const auto rebuilt = ReadModels::build(partition, std::move(options), last);
  if (!rebuilt) return std::unexpected{ModelDifference{{}, last, rebuilt.error().message}};

  std::vector<VerifiedModel> verified;
  for (const auto& status : statuses) {
    auto one = verify_one(models, **rebuilt, status);
    if (!one) return std::unexpected{std::move(one.error())};
    verified.push_back(std::move(*one));
  }
  return verified;
}

}  // namespace tenure::projections
