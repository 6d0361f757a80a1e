#include "app/worker/channel.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/error.h"

namespace avstam::app::worker {
namespace {

constexpr size_t kHead = sizeof(uint32_t) + 1;
constexpr size_t kChunk = size_t{256} << 10;

bool IsKind(uint8_t kind) { return kind >= Message::kReady && kind <= Message::kBadRules; }

bool WriteAll(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

bool ReadAll(int socket, char* out, size_t count) {
  while (count > 0) {
    const ssize_t got = read(socket, out, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    out += got;
    count -= static_cast<size_t>(got);
  }
  return true;
}

// Room for one descriptor beside a message (unix(7), SCM_RIGHTS).
union Rights {
  char bytes[CMSG_SPACE(sizeof(int))];
  cmsghdr align;
};

}  // namespace

File& File::operator=(File&& other) noexcept {
  if (this != &other) {
    Close();
    descriptor_ = other.Release();
  }
  return *this;
}

int File::Release() { return std::exchange(descriptor_, -1); }

void File::Close() {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
}

File SealedFile(std::string_view bytes) {
  File file(memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  bool ok = static_cast<bool>(file);
  while (ok && !bytes.empty()) {
    const ssize_t count = write(file.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    ok = count > 0;
    if (ok) bytes.remove_prefix(static_cast<size_t>(count));
  }
  ok = ok && fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0;
  if (!ok)
    throw Error(ErrorCode::kUnreadable, std::string("cannot be handed to a worker: ") + std::strerror(errno));
  return file;
}

bool Send(int socket, const Message& message, int file) {
  char head[kHead];
  const auto length = static_cast<uint32_t>(message.bytes.size());
  std::memcpy(head, &length, sizeof length);
  head[sizeof length] = static_cast<char>(message.kind);
  iovec part{head, kHead};
  msghdr envelope{};
  envelope.msg_iov = &part;
  envelope.msg_iovlen = 1;
  Rights rights{};
  if (file >= 0) {
    envelope.msg_control = rights.bytes;
    envelope.msg_controllen = sizeof rights.bytes;
    cmsghdr* control = CMSG_FIRSTHDR(&envelope);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(control), &file, sizeof file);
  }
  ssize_t sent = -1;
  do sent = sendmsg(socket, &envelope, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  if (sent <= 0) return false;
  return WriteAll(socket, std::string_view(head, kHead).substr(static_cast<size_t>(sent))) &&
         WriteAll(socket, message.bytes);
}

std::optional<Message> Receive(int socket, File* file) {
  char head[kHead];
  iovec part{head, kHead};
  Rights rights{};
  msghdr envelope{};
  envelope.msg_iov = &part;
  envelope.msg_iovlen = 1;
  envelope.msg_control = rights.bytes;
  envelope.msg_controllen = sizeof rights.bytes;
  ssize_t got = -1;
  do got = recvmsg(socket, &envelope, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  if (got <= 0) return {};
  for (cmsghdr* control = CMSG_FIRSTHDR(&envelope); control != nullptr;
       control = CMSG_NXTHDR(&envelope, control)) {
    if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS) continue;
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(control), sizeof descriptor);
    *file = File(descriptor);
  }
  if (!ReadAll(socket, head + got, kHead - static_cast<size_t>(got))) return {};
  uint32_t length = 0;
  std::memcpy(&length, head, sizeof length);
  Message message;
  const auto kind = static_cast<uint8_t>(head[sizeof length]);
  if (!IsKind(kind)) return {};
  message.kind = static_cast<Message::Kind>(kind);
  message.bytes.resize(length);
  if (!ReadAll(socket, message.bytes.data(), length)) return {};
  return message;
}

Inbox::State Inbox::Fill(int socket) {
  for (;;) {
    const size_t before = bytes_.size();
    bytes_.resize(before + kChunk);
    const ssize_t got = recv(socket, bytes_.data() + before, kChunk, MSG_DONTWAIT);
    bytes_.resize(before + static_cast<size_t>(got > 0 ? got : 0));
    if (got == 0) return State::kClosed;
    if (got < 0) return errno == EAGAIN || errno == EINTR ? State::kOpen : State::kClosed;
    if (bytes_.size() < kHead) continue;
    uint32_t length = 0;
    std::memcpy(&length, bytes_.data(), sizeof length);
    if (length > longest_ || !IsKind(static_cast<uint8_t>(bytes_[sizeof length])) ||
        bytes_.size() > kHead + longest_)
      return State::kNonsense;
    // What is whole is taken first: else one who never stops would fill the memory.
    if (bytes_.size() >= kHead + length) return State::kOpen;
  }
}

std::optional<Message> Inbox::Next() {
  if (bytes_.size() < kHead) return {};
  uint32_t length = 0;
  std::memcpy(&length, bytes_.data(), sizeof length);
  const auto kind = static_cast<uint8_t>(bytes_[sizeof length]);
  if (length > longest_ || !IsKind(kind) || bytes_.size() < kHead + length) return {};
  Message message{static_cast<Message::Kind>(kind), bytes_.substr(kHead, length)};
  bytes_.erase(0, kHead + length);
  if (bytes_.empty()) bytes_.shrink_to_fit();
  return message;
}

}  // namespace avstam::app::worker
