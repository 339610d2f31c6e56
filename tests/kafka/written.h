// Lines for write_records.py: bookings and commands as other people's programs send them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tenure::test {

enum class Mode { binary, structured };

/// One line after another, for one prefix.
class Written {
 public:
  explicit Written(std::string prefix, std::string operator_id = "OP")
      : prefix_{std::move(prefix)}, operator_id_{std::move(operator_id)} {}

  Written& for_operator(std::string operator_id);
  Written& in_partition(int partition);

  /// A booking of R-1 by ACME for ten minutes from `minute` of 2026-01-05, as event `id` of "/bookings/london".
  Written& confirmed(Mode mode, std::string_view id, std::string_view booking, int revision, int minute);
  Written& changed(Mode mode, std::string_view id, std::string_view booking, int revision, int minute);
  Written& cancelled(Mode mode, std::string_view id, std::string_view booking, int revision);
  /// A call of so many seconds by ACME at LON on 2026-01-05, as event `id` of "/pbx/london".
  Written& called(Mode mode, std::string_view id, std::string_view usage, int seconds);
  Written& event(Mode mode, std::string_view id, std::string_view type, std::string_view key,
                 std::string_view data);
  /// A command, its key the operator: a cup of tea.
  Written& charge(std::string_view id, std::string_view product = "TEA");
  /// `headers` as JSON: [["name","value"]].
  Written& raw(std::string_view topic, std::string_view key, std::string_view value,
               std::string_view headers = "[]");
  /// Deletes the topic's records before the offset; those of other lines are not waited for.
  Written& deleted(std::string_view topic, std::int64_t before);

  [[nodiscard]] const std::string& lines() const { return lines_; }

 private:
  Written& event_in(std::string_view topic, std::string_view source, Mode mode, std::string_view id,
                    std::string_view type, std::string_view key, std::string_view data);
  Written& booked(Mode mode, std::string_view type, std::string_view id, std::string_view booking,
                  int revision, int minute);

  const std::string prefix_;
  std::string operator_id_;
  int partition_ = 0;
  std::string lines_;
};

}  // namespace tenure::test
