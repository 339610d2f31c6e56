#include "tests/eventstore/fault_file_system.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

namespace tenure::test {

struct FaultFileSystem::Shared {
  std::mutex mutex;
  bool powered = true;
  std::optional<std::uint64_t> syncs_left;
  std::optional<std::uint64_t> manifest_syncs_left;
  std::optional<std::uint64_t> bytes_left;
  std::uint64_t synced = 0;
  /// Size at the last sync of every file written through this; what lies beyond is unsynced.
  std::map<std::string, std::uint64_t> synced_size;

  rocksdb::IOStatus before_write(std::size_t size, std::size_t& allowed) {
    const std::lock_guard lock{mutex};
    allowed = size;
    if (!powered) return rocksdb::IOStatus::IOError("the power is gone");
    if (bytes_left) {
      allowed = std::min<std::size_t>(size, *bytes_left);
      *bytes_left -= allowed;
      if (allowed < size) return rocksdb::IOStatus::NoSpace("no space left on device");
    }
    return rocksdb::IOStatus::OK();
  }
  // Counts down to the one that fails; from then on all do.
  static bool is_due(std::optional<std::uint64_t>& left) {
    if (!left) return false;
    if (*left <= 1) return true;
    --*left;
    return false;
  }
  rocksdb::IOStatus before_sync(const std::string& path) {
    const std::lock_guard lock{mutex};
    if (!powered) return rocksdb::IOStatus::IOError("the power is gone");
    const bool is_manifest = path.find("MANIFEST-") != std::string::npos;
    if (is_due(syncs_left) || (is_manifest && is_due(manifest_syncs_left))) {
      return rocksdb::IOStatus::IOError("input/output error");
    }
    ++synced;
    return rocksdb::IOStatus::OK();
  }
};

namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using Shared = FaultFileSystem::Shared;

class FaultWritableFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultWritableFile(std::unique_ptr<rocksdb::FSWritableFile> file, std::string path,
                    std::shared_ptr<Shared> shared)
      : FSWritableFileOwnerWrapper{std::move(file)}, path_{std::move(path)}, shared_{std::move(shared)} {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options, IODebugContext* context) override {
    std::size_t allowed = 0;
    auto verdict = shared_->before_write(data.size(), allowed);
    if (allowed > 0 && (verdict.ok() || verdict.IsNoSpace())) {
      auto written = FSWritableFileOwnerWrapper::Append({data.data(), allowed}, options, context);
      if (!written.ok()) return written;
    }
    return verdict;
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* context) override {
    return Append(data, options, context);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* context) override { return sync(options, context); }
  IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
    return sync(options, context);
  }
  IOStatus RangeSync(std::uint64_t, std::uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::OK();  // only a hint to the kernel; promises nothing
  }

 private:
  IOStatus sync(const IOOptions& options, IODebugContext* context) {
    if (auto verdict = shared_->before_sync(path_); !verdict.ok()) return verdict;
    if (auto flushed = FSWritableFileOwnerWrapper::Flush(options, context); !flushed.ok()) return flushed;
    std::error_code error;
    const auto size = std::filesystem::file_size(path_, error);
    const std::lock_guard lock{shared_->mutex};
    if (!error) shared_->synced_size[path_] = std::max<std::uint64_t>(shared_->synced_size[path_], size);
    return IOStatus::OK();
  }

  std::string path_;
  std::shared_ptr<Shared> shared_;
};

class FaultFileSystemImpl final : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultFileSystemImpl(std::shared_ptr<Shared> shared)
      : FileSystemWrapper{rocksdb::FileSystem::Default()}, shared_{std::move(shared)} {}

  const char* Name() const override { return "FaultFileSystem"; }

  IOStatus NewWritableFile(const std::string& path, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* result,
                           IODebugContext* context) override {
    if (auto verdict = alive(); !verdict.ok()) return verdict;
    // Preallocated space would make a file look longer than what was written to it.
    auto plain = options;
    plain.allow_fallocate = false;
    plain.use_mmap_writes = false;
    std::unique_ptr<rocksdb::FSWritableFile> file;
    auto status = FileSystemWrapper::NewWritableFile(path, plain, &file, context);
    if (!status.ok()) return status;
    {
      const std::lock_guard lock{shared_->mutex};
      shared_->synced_size[path] = 0;
    }
    *result = std::make_unique<FaultWritableFile>(std::move(file), path, shared_);
    return status;
  }
  IOStatus ReuseWritableFile(const std::string& path, const std::string& old_path, const FileOptions& options,
                             std::unique_ptr<rocksdb::FSWritableFile>* result,
                             IODebugContext* context) override {
    if (auto renamed = RenameFile(old_path, path, IOOptions{}, context); !renamed.ok()) return renamed;
    return NewWritableFile(path, options, result, context);
  }
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      IODebugContext* context) override {
    if (auto verdict = alive(); !verdict.ok()) return verdict;
    auto status = FileSystemWrapper::RenameFile(from, to, options, context);
    const std::lock_guard lock{shared_->mutex};
    if (const auto found = shared_->synced_size.find(from);
        status.ok() && found != shared_->synced_size.end()) {
      shared_->synced_size[to] = found->second;
      shared_->synced_size.erase(from);
    }
    return status;
  }
  IOStatus DeleteFile(const std::string& path, const IOOptions& options, IODebugContext* context) override {
    if (auto verdict = alive(); !verdict.ok()) return verdict;
    auto status = FileSystemWrapper::DeleteFile(path, options, context);
    const std::lock_guard lock{shared_->mutex};
    if (status.ok()) shared_->synced_size.erase(path);
    return status;
  }

 private:
  IOStatus alive() {
    const std::lock_guard lock{shared_->mutex};
    return shared_->powered ? IOStatus::OK() : IOStatus::IOError("the power is gone");
  }

  std::shared_ptr<Shared> shared_;
};

}  // namespace

FaultFileSystem::FaultFileSystem()
    : shared_{std::make_shared<Shared>()},
      environment_{rocksdb::NewCompositeEnv(std::make_shared<FaultFileSystemImpl>(shared_))} {}
FaultFileSystem::~FaultFileSystem() = default;

rocksdb::Env* FaultFileSystem::environment() { return environment_.get(); }

void FaultFileSystem::fail_sync(std::uint64_t nth) {
  const std::lock_guard lock{shared_->mutex};
  shared_->syncs_left = nth;
}

void FaultFileSystem::fail_manifest_sync(std::uint64_t nth) {
  const std::lock_guard lock{shared_->mutex};
  shared_->manifest_syncs_left = nth;
}

void FaultFileSystem::fill_disk_after(std::uint64_t bytes) {
  const std::lock_guard lock{shared_->mutex};
  shared_->bytes_left = bytes;
}

void FaultFileSystem::heal() {
  const std::lock_guard lock{shared_->mutex};
  shared_->syncs_left.reset();
  shared_->manifest_syncs_left.reset();
  shared_->bytes_left.reset();
}

void FaultFileSystem::lose_power() {
  const std::lock_guard lock{shared_->mutex};
  shared_->powered = false;
}

void FaultFileSystem::restore_power(UnsyncedBytes unsynced) {
  const std::lock_guard lock{shared_->mutex};
  for (auto& [path, synced] : shared_->synced_size) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size <= synced) continue;
    const auto kept = unsynced == UnsyncedBytes::lost ? synced : synced + (size - synced) / 2;
    std::filesystem::resize_file(path, kept, error);
    synced = kept;
  }
  shared_->powered = true;
  shared_->syncs_left.reset();
  shared_->manifest_syncs_left.reset();
  shared_->bytes_left.reset();
}

std::uint64_t FaultFileSystem::syncs() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->synced;
}

}  // namespace tenure::test
