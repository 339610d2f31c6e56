#include "adapters/cli/sample/month.h"

#include "adapters/cli/sample/story.h"

namespace tenure::cli::sample {

std::vector<std::string> month() {
  Story story;
  for (Day day = day_of_setup; day <= day_of_closing; ++day) {
    story.on(day);
    if (day == day_of_setup) tell_house(story);
    // What happened yesterday is in before the day opens, which charges what is over.
    tell_calls(story, day);
    for (const auto& site : sites) {
      story.tell(scheduler, "OpenBusinessDay", {{"site_id", site.site_id}, {"date", text_of(day)}});
    }
    tell_tenancies(story, day);
    tell_people(story, day);
    tell_trade(story, day);
  }
  return story.take();
}

}  // namespace tenure::cli::sample
