// report: a monthly report, written as it comes.

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "adapters/cli/subcommands.h"

namespace tenure::cli {
namespace {

constexpr unsigned not_found = 404;

struct CloseFile {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

/// A file that has its name only once it is whole; gone where it never came to that.
class NewFile {
 public:
  explicit NewFile(std::filesystem::path path)
      : path_{std::move(path)}, part_{path_.string() + ".part"}, file_{std::fopen(part_.c_str(), "wb")} {
    if (file_ == nullptr) error_ = errno;
  }
  ~NewFile() {
    if (file_ == nullptr) return;
    file_.reset();
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  bool write(std::string_view piece) {
    if (file_ != nullptr && std::fwrite(piece.data(), 1, piece.size(), file_.get()) == piece.size())
      return true;
    if (error_ == 0) error_ = errno;
    return false;
  }
  /// Gives it its name.
  bool finish() {
    if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) {
      error_ = errno;
      return false;
    }
    std::error_code error;
    std::filesystem::rename(part_, path_, error);
    if (error) {
      error_ = error.value();
      return false;
    }
    file_.reset();
    return true;
  }
  [[nodiscard]] bool is_good() const { return error_ == 0; }
  [[nodiscard]] std::string what() const {
    return fmt::format("writing {}: {}", path_.string(), std::generic_category().message(error_));
  }

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  int error_ = 0;
};

std::string target_of(const ReportOptions& options) {
  auto target =
      operator_target(options.place.operator_id,
                      fmt::format("reports/{}?occupier={}&site={}&month={}&format={}", options.name,
                                  percent_encoded(options.occupier_id), percent_encoded(options.site_id),
                                  percent_encoded(options.month), percent_encoded(options.format)));
  if (options.rows == ReportOptions::Rows::numbers) target += "&itemised=false";
  if (!options.as_of.empty()) target += "&" + as_of_parameter(options.as_of);
  return target;
}

ExitCode fail(std::string_view what, std::string_view next, Console& console) {
  console.error(what, next);
  return ExitCode::failed;
}

/// The whole exchange; what was said on the console is said.
ExitCode ask(const ReportOptions& options, const Sink& sink, Console& console) {
  auto client = connect(options.place, console);
  if (!client) return fail(client.error().message, client.error().next, console);
  const auto reply = (*client)->stream(
      {.method = Call::Method::GET, .target = target_of(options), .headers = {}, .body = {}}, sink);
  if (!reply) return fail(reply.error().message, reply.error().next, console);
  if (reply->is_success()) return ExitCode::ok;
  console.error(problem_text(*reply));
  return reply->status == not_found ? ExitCode::found_wrong : ExitCode::failed;
}

}  // namespace

ExitCode report(const ReportOptions& options, Console& console) {
  if (options.out.empty()) {
    return ask(
        options,
        [&](std::string_view piece) {
          console.write(piece);
          return true;
        },
        console);
  }
  std::error_code error;
  if (options.overwrite == Overwrite::no && std::filesystem::exists(options.out, error)) {
    return fail(fmt::format("{} exists", options.out.string()), "--force replaces it", console);
  }
  NewFile file{options.out};
  if (!file.is_good()) return fail(file.what(), {}, console);
  const auto code = ask(options, [&](std::string_view piece) { return file.write(piece); }, console);
  if (code != ExitCode::ok) return code;
  if (!file.is_good() || !file.finish())
    return fail(file.what(), "free some room, then run it again", console);
  console.print(fmt::format("report written to {}", options.out.string()));
  return ExitCode::ok;
}

}  // namespace tenure::cli
