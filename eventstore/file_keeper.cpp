#include "eventstore/file_keeper.h"

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

namespace tenure::eventstore {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

using Doubt = std::shared_ptr<std::atomic<bool>>;

bool is_manifest(std::string_view path) { return path.substr(path.rfind('/') + 1).starts_with("MANIFEST-"); }

bool is_table(std::string_view path) { return path.ends_with(".sst"); }

class WatchedManifest final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  WatchedManifest(std::unique_ptr<rocksdb::FSWritableFile> file, Doubt doubt)
      : FSWritableFileOwnerWrapper{std::move(file)}, doubt_{std::move(doubt)} {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options, IODebugContext* context) override {
    return seen(FSWritableFileOwnerWrapper::Append(data, options, context));
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& verification, IODebugContext* context) override {
    return seen(FSWritableFileOwnerWrapper::Append(data, options, verification, context));
  }
  IOStatus Flush(const IOOptions& options, IODebugContext* context) override {
    return seen(FSWritableFileOwnerWrapper::Flush(options, context));
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
    return seen(FSWritableFileOwnerWrapper::Sync(options, context));
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
    return seen(FSWritableFileOwnerWrapper::Fsync(options, context));
  }
  IOStatus Close(const IOOptions& options, IODebugContext* context) override {
    return seen(FSWritableFileOwnerWrapper::Close(options, context));
  }

 private:
  IOStatus seen(IOStatus status) {
    if (!status.ok()) doubt_->store(true);
    return status;
  }

  Doubt doubt_;
};

class FileKeeper final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;

  [[nodiscard]] const char* Name() const override { return "TenureFileKeeper"; }

  IOStatus NewWritableFile(const std::string& path, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* result,
                           IODebugContext* context) override {
    auto status = FileSystemWrapper::NewWritableFile(path, options, result, context);
    if (status.ok() && is_manifest(path)) {
      *result = std::make_unique<WatchedManifest>(std::move(*result), doubt_);
    }
    return status;
  }
  IOStatus DeleteFile(const std::string& path, const IOOptions& options, IODebugContext* context) override {
    if (doubt_->load() && is_table(path)) {
      return IOStatus::IOError("kept until the next opening: the manifest may name it", path);
    }
    return FileSystemWrapper::DeleteFile(path, options, context);
  }

 private:
  Doubt doubt_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace

std::unique_ptr<rocksdb::Env> keep_files_after_manifest_faults(rocksdb::Env& base) {
  return rocksdb::NewCompositeEnv(std::make_shared<FileKeeper>(base.GetFileSystem()));
}

}  // namespace tenure::eventstore
