// What `tenure` can do; each function is one subcommand, in the file of its name.
//
// What can go wrong is said on the console with what to do next; see exit_code.h for what comes back.
#pragma once

#include "adapters/cli/console.h"
#include "adapters/cli/exit_code.h"
#include "adapters/cli/options.h"

namespace tenure::cli {

/// Commands from NDJSON, in order, through a server or straight into a folder.
[[nodiscard]] ExitCode load(const LoadOptions& options, Console& console);
/// Events as NDJSON.
[[nodiscard]] ExitCode events(const EventsOptions& options, Console& console);
/// One resource of the HTTP API.
[[nodiscard]] ExitCode query(const QueryOptions& options, Console& console);
/// A monthly report of an occupier at a site, to a file or standard output.
[[nodiscard]] ExitCode report(const ReportOptions& options, Console& console);
/// Builds read models anew from the log.
[[nodiscard]] ExitCode replay(const ReplayOptions& options, Console& console);
/// Log, indexes, saved states and read models against a full fold.
[[nodiscard]] ExitCode verify(const VerifyOptions& options, Console& console);
[[nodiscard]] ExitCode backup(const BackupOptions& options, Console& console);
[[nodiscard]] ExitCode restore(const RestoreOptions& options, Console& console);
[[nodiscard]] ExitCode inspect_folder(const InspectOptions& options, Console& console);
[[nodiscard]] ExitCode inspect_position(const InspectOptions& options, Console& console);
[[nodiscard]] ExitCode inspect_stream(const InspectOptions& options, Console& console);
/// The AsyncAPI document of the topics, by prefix and form of the charges.
[[nodiscard]] ExitCode print_async_api(const daemon::KafkaLinkOptions& described, Console& console);
/// Sets the cursor of a partition's relay to Kafka.
[[nodiscard]] ExitCode reset_relay(const ResetRelayOptions& options, Console& console);
/// Input that could not be applied: which there is, one of them, and what people decide about it.
[[nodiscard]] ExitCode list_parked(const ListParkedOptions& options, Console& console);
[[nodiscard]] ExitCode show_parked(const ShowParkedOptions& options, Console& console);
[[nodiscard]] ExitCode retry_parked(const RetryParkedOptions& options, Console& console);
[[nodiscard]] ExitCode discard_parked(const DiscardParkedOptions& options, Console& console);
/// The commands of the domain, with fields and refusals.
[[nodiscard]] ExitCode list_commands(const CommandsOptions& options, Console& console);
/// The sample month as NDJSON.
[[nodiscard]] ExitCode write_sample(Console& console);

}  // namespace tenure::cli
