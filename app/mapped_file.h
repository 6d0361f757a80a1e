// The bytes of a file that is open, as the kernel maps them into memory.
#ifndef AVSTAM_APP_MAPPED_FILE_H_
#define AVSTAM_APP_MAPPED_FILE_H_

#include <sys/mman.h>
#include <sys/stat.h>

#include <string_view>

#include "app/worker/channel.h"

namespace avstam::app {

class MappedFile {
 public:
  explicit MappedFile(const worker::File& file) {
    struct stat status {};
    if (!file || fstat(file.get(), &status) != 0 || status.st_size <= 0) return;
    size_ = static_cast<size_t>(status.st_size);
    void* at = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (at != MAP_FAILED) data_ = static_cast<const char*>(at);
  }
  ~MappedFile() {
    if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  // Empty when it cannot be had.
  std::string_view bytes() const {
    return data_ == nullptr ? std::string_view() : std::string_view(data_, size_);
  }

 private:
  const char* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_MAPPED_FILE_H_
