#include "adapters/daemon/scheduler.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <xxhash.h>

#include "adapters/daemon/engine.h"
#include "adapters/daemon/logging.h"
#include "domain/kernel/identifier.h"
#include "domain/kernel/zone.h"
#include "eventstore/batch.h"
#include "eventstore/thread_name.h"
#include "projections/directory/directory.h"
#include "projections/runtime/read_models.h"

namespace tenure::daemon {
namespace {

constexpr auto round_interval = std::chrono::seconds{60};
constexpr auto read_model_patience = std::chrono::milliseconds{5'000};
constexpr std::string_view source = "scheduler";

std::vector<projections::directory::Site> sites_of(projections::ReadModels& models,
                                                   std::string_view operator_id) {
  std::vector<projections::directory::Site> sites;
  auto view = models.at(projections::Latest{}, {projections::directory::model_name});
  if (!view) {
    log_warning(fmt::format("business days: the directory cannot be asked: {}", view.error().message));
    return sites;
  }
  projections::PageRequest page{{}, projections::page_items_max};
  while (true) {
    auto part = projections::directory::sites(*view, operator_id, page);
    if (!part) {
      log_warning(fmt::format("business days: the directory cannot be asked: {}", part.error().message));
      return {};
    }
    std::ranges::move(part->items, std::back_inserter(sites));
    if (part->next_cursor.empty()) return sites;
    page.cursor = part->next_cursor;
  }
}

std::expected<void, std::string> open_day(eventstore::Partition& partition, std::string_view operator_id,
                                          std::string_view site_id, domain::Date date) {
  flatbuffers::FlatBufferBuilder builder;
  const auto body = command::CreateOpenBusinessDay(builder, builder.CreateString(site_id), date.days());
  const auto id = builder.CreateString(business_day_command_id(site_id, date));
  const auto operator_text = builder.CreateString(operator_id);
  const auto source_text = builder.CreateString(source);
  const auto actor_text = builder.CreateString(source);
  builder.Finish(command::CreateCommand(builder, id, operator_text, source_text, actor_text, 0,
                                        flatbuffers::nullopt, command::CommandBody::OpenBusinessDay,
                                        body.Union()));
  eventstore::Batch batch;
  if (const auto added = batch.add({builder.GetBufferPointer(), builder.GetSize()}); !added) {
    return std::unexpected(fmt::format("{} {}", added.error().pointer, added.error().message));
  }
  const auto answer = partition.submit_and_wait(std::move(batch));
  if (!answer) return std::unexpected(std::string{name_of(answer.error())});
  const auto& outcome = answer->answers.front();
  if (outcome.outcome == eventstore::Answer::Outcome::accepted) return {};
  return std::unexpected(std::string{domain::name_of(outcome.code)});
}

}  // namespace

std::vector<domain::Date> due_days(std::optional<domain::Date> business_day, std::string_view time_zone,
                                   domain::Instant now) {
  const auto zone = domain::find_zone(time_zone);
  if (!business_day || !zone) return {};
  const auto today = zone->local_date(now);
  std::vector<domain::Date> days;
  for (auto day = *business_day + 1; day <= today && days.size() < catch_up_days_max; day = day + 1) {
    days.push_back(day);
  }
  return days;
}

std::string business_day_command_id(std::string_view site_id, domain::Date date) {
  auto id = fmt::format("business-day:{}:{}", site_id, domain::format_date(date));
  if (id.size() <= domain::IDENTIFIER_LENGTH_MAX) return id;
  const auto hash = XXH3_128bits(id.data(), id.size());
  return fmt::format("business-day:{:016x}{:016x}", hash.high64, hash.low64);
}

std::size_t Scheduler::open_due_days(Engine& engine, domain::Instant now, std::string_view operator_id) {
  auto& partition = engine.partition_of(operator_id);
  auto& models = engine.models_of(operator_id);
  // Without it a day that was just opened would be sent again; harmless, but noise.
  static_cast<void>(models.wait_until(partition.committed(), read_model_patience));
  std::size_t opened = 0;
  for (const auto& site : sites_of(models, operator_id)) {
    for (const auto day : due_days(site.business_day, site.time_zone, now)) {
      const auto done = open_day(partition, operator_id, site.site_id, day);
      if (!done) {
        log_warning(fmt::format("business days: {} {} was not opened: {}", site.site_id,
                                domain::format_date(day), done.error()));
        break;
      }
      log_info(fmt::format("business days: {} is on {}", site.site_id, domain::format_date(day)));
      ++opened;
    }
  }
  return opened;
}

struct Scheduler::Implementation {
  Engine& engine;
  const eventstore::Clock& clock;
  std::vector<std::string> operators;
  std::mutex mutex;
  std::condition_variable changed;
  bool stopping = false;
  std::thread thread;

  void run() {
    std::unique_lock lock{mutex};
    while (!stopping) {
      lock.unlock();
      for (const auto& operator_id : operators)
        static_cast<void>(open_due_days(engine, clock.now(), operator_id));
      lock.lock();
      changed.wait_for(lock, round_interval, [&] { return stopping; });
    }
  }
};

Scheduler::Scheduler(Engine& engine, const eventstore::Clock& clock, std::vector<std::string> operators)
    : implementation_{new Implementation{engine, clock, std::move(operators), {}, {}, false, {}}} {
  implementation_->thread = std::thread{[this] {
    eventstore::name_this_thread("scheduler");
    implementation_->run();
  }};
}

Scheduler::~Scheduler() { stop(); }

void Scheduler::stop() {
  {
    const std::scoped_lock lock{implementation_->mutex};
    implementation_->stopping = true;
  }
  implementation_->changed.notify_all();
  if (implementation_->thread.joinable()) implementation_->thread.join();
}

}  // namespace tenure::daemon
