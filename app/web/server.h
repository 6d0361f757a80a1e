// The server: connections, their limits and HTTP.  What is answered is somebody else's affair.
//
//   Server server({.hosts = HostNames("127.0.0.1", port, {})}, [](const Request&) { return Response{...}; });
//   int port = server.Bind("127.0.0.1", 0);
//   server.Run([] { return Interrupted(); });       // until this says so
//
// HTTP itself is cpp-httplib's; this one adds what it lacks: a head is read whole, within a time, and judged
// (security.h) before cpp-httplib sees it; when all places are taken, the connection that has waited longest
// without asking anything makes room.
#ifndef AVSTAM_APP_WEB_SERVER_H_
#define AVSTAM_APP_WEB_SERVER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/web/message.h"
#include "app/web/security.h"

namespace avstam::app::web {

struct ServerOptions {
  std::vector<std::string> allowed_hosts = {};  // besides those of loopback
  bool posts = false;
  Limits limits = {};
  int connections = 64;
  int head_seconds = 10;   // for a whole request to arrive
  int idle_seconds = 30;   // until the next on the same connection
  int write_seconds = 20;  // for an answer to be taken
};

class Server {
 public:
  using Answer = std::function<Response(const Request&)>;
  Server(const ServerOptions& options, Answer answer);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // 0: any port that is free.  The port; throws Error kUsage when it cannot be had.
  int Bind(const std::string& address, int port);
  // Answers until `is_over` says so; it is asked several times a second.
  void Run(const std::function<bool()>& is_over);

 private:
  class Listener;
  ServerOptions options_;
  std::unique_ptr<Listener> listener_;
};

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_SERVER_H_
