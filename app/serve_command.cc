#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <sstream>
#include <thread>

#include "app/commands.h"
#include "app/console.h"
#include "app/input_files.h"
#include "app/signals.h"
#include "app/web/security.h"
#include "app/web/server.h"
#include "app/web/site.h"
#include "app/worker/sandbox.h"
#include "base/error.h"

namespace avstam::app {
namespace {

constexpr int kUsualPort = 8017;

constexpr char kServeHelp[] =
    R"(The page shows what is in the archive: decisions, tables beside their pages, what does not agree.  It
cannot change anything unless --review is given; then the address printed at the start, with its token, lets
its holder decide about mismatches and proposed corrections.

Only programs on this machine reach it.  --listen opens it to others: then --allow-host must name how they
ask for it, and reading needs the token, too.  What is sent is not encrypted: put a server in front that does.

Examples:
  avstam serve --db minutes.db
  avstam serve --db minutes.db --review --by "Anna Ek"
  avstam serve --listen 0.0.0.0 --allow-host audit.example.se

Exit codes: 0 ended with Ctrl-C; 2 wrong usage, or the port is taken; 4 the archive cannot be read.)";

struct ServeOptions {
  std::string listen = "127.0.0.1", inhabitants;
  int port = kUsualPort;
  std::vector<std::string> allow_hosts;
  web::SiteOptions site;
};

// Lines "county code,inhabitants[,anything]" below a header.
std::map<std::string, int64_t> ReadInhabitants(const std::string& path) {
  std::map<std::string, int64_t> out;
  if (path.empty()) return out;
  const InputBytes input = ReadInput(NamedFile(path));
  if (input.problem) throw Error(ErrorCode::kUsage, EscapeForTerminal(path) + ": " + input.problem->message);
  std::istringstream lines(input.bytes);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (number == 1 || line.empty()) continue;
    int64_t count = 0;
    const char *begin = line.data() + std::min<size_t>(3, line.size()), *end = line.data() + line.size();
    const auto [stop, error] = std::from_chars(begin, end, count);
    if (line.size() < 4 || line[2] != ',' || error != std::errc() || (stop != end && *stop != ',') ||
        count <= 0)
      throw Error(ErrorCode::kUsage,
                  fmt::format("{}:{}: expected a county code and a number of inhabitants: 12,1414324",
                              EscapeForTerminal(path), number));
    out[line.substr(0, 2)] = count;
  }
  return out;
}

int RunServe(const ServeOptions& options) {
  const bool loopback = web::IsLoopback(options.listen);
  if (!loopback && options.allow_hosts.empty())
    throw Error(ErrorCode::kUsage,
                fmt::format("--listen {}: say by which name others ask for it, with --allow-host NAME",
                            EscapeForTerminal(options.listen)));
  web::SiteOptions site_options = options.site;
  site_options.closed = site_options.closed || !loopback;
  if (site_options.review || site_options.closed) site_options.token = web::NewToken();
  site_options.readers = std::clamp(2 * static_cast<int>(std::thread::hardware_concurrency()), 4, 16);
  site_options.inhabitants = ReadInhabitants(options.inhabitants);
  web::Site* site = nullptr;
  web::Server server({.allowed_hosts = options.allow_hosts, .posts = site_options.review},
                     [&site](const web::Request& request) { return site->Answer(request); });
  const int port = server.Bind(options.listen, options.port);
  site_options.cookie = fmt::format("avstam-{}", port);
  // Before there is any thread; readers of the archive write to the index of its log.
  if (site_options.pictures.sandbox)
    worker::Confine(std::filesystem::weakly_canonical(site_options.database).parent_path().string());
  web::Site real(site_options);
  site = &real;
  CatchInterrupts();
  const std::string host = !options.allow_hosts.empty() && !loopback ? options.allow_hosts.front()
                           : options.listen == "::1"                 ? "[::1]"
                                                                     : options.listen;
  std::string address = fmt::format("http://{}:{}/", host, port);
  if (!site_options.token.empty())
    address += (site_options.review ? "review?token=" : "?token=") + site_options.token;
  Print(EscapeForTerminal(address) + "\n");
  if (!FlushOutput()) return kExitIncomplete;
  Say(site_options.review ? "serving; whoever has this address may decide; Ctrl-C ends"
                          : "serving, nothing can be changed; Ctrl-C ends");
  server.Run([] { return Interrupted(); });
  return kExitOk;
}

}  // namespace

void AddServeCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = app->add_subcommand("serve", "A web page to look at the archive with");
  web::SiteOptions& site = options->site;
  AddDatabaseOption(command, &site.database);
  command->add_option("--port", options->port, "Where to listen; 0: any port that is free")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command->add_flag("--review", site.review, "Whoever has the token may decide about findings");
  command->add_option("--by", site.person, "Who decides; else your login name");
  command->add_flag("--private", site.closed, "Reading needs the token, too: for machines that others use");
  command
      ->add_option("--listen", options->listen,
                   "Address to listen on, besides loopback with --allow-host only")
      ->capture_default_str();
  command->add_option("--allow-host", options->allow_hosts, "Name by which others ask for it; repeatable");
  command
      ->add_option("--inhabitants", options->inhabitants,
                   "CSV of county code and number of inhabitants, for figures per inhabitant")
      ->type_name("FILE");
  AddRulesOption(command, &site.rules);
  command->add_flag("!--no-sandbox", site.pictures.sandbox,
                    "Shut neither the server in nor the process that draws pages");
  command->footer(kServeHelp);
  command->callback([options, exit_code] { *exit_code = RunServe(*options); });
}

}  // namespace avstam::app
