// `avstam picture-worker`: draws pages of PDFs that the web server hands over, shut in.
// picture_reader.h starts it.
#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/mapped_file.h"
#include "app/page_canvas.h"
#include "app/picture_reader.h"
#include "app/worker/canary.h"
#include "app/worker/channel.h"
#include "app/worker/sandbox.h"
#include "base/error.h"

namespace avstam::app {
namespace {

constexpr int kSocket = 3;

struct PictureWorkerOptions {
  uint64_t memory_mib = 2048;
  bool sandbox = true;
};

std::string Picture(std::string_view pdf, const extract::Page& page, const PictureWish& wish) {
  PageCanvas canvas(pdf, page, wish.dpi);
  for (const Frame& frame : wish.frames) canvas.Draw(frame.box, frame.colour, frame.pen_px);
  return canvas.Png(wish.piece.value_or(Box{0, 0, page.width_pt, page.height_pt}),
                    wish.frames.empty() ? Shades::kSixteenGreys : Shades::kColour);
}

std::string Draw(std::string_view pdf, const std::string& order) {
  try {
    extract::Page page;
    PictureWish wish;
    ReadPictureOrder(order, &page, &wish);
    return "P" + Picture(pdf, page, wish);
  } catch (const Error& error) {
    return std::string("E") + error.what();
  }
}

// A page drawn before and after it is shut in must look the same: then fonts and tables are still at hand.
bool Seal(const PictureWorkerOptions& options) {
  const std::string canary = worker::CanaryPdf();
  extract::Page page;
  page.number = 1;
  page.width_pt = 595;
  page.height_pt = 842;
  const std::string order = PictureOrder(page, {.dpi = 50});
  const std::string before = Draw(canary, order);
  try {
    std::string how = "none";
    if (options.sandbox) how = worker::SealProcess().ToString();
    if (before.starts_with("P") && Draw(canary, order) == before)
      return worker::Send(kSocket, {worker::Message::kReady, how});
    worker::Send(kSocket,
                 {worker::Message::kBroken, "a page drawn in the sandbox does not look as it should"});
  } catch (const Error& error) {
    worker::Send(kSocket, {worker::Message::kBroken, error.what()});
  }
  return false;
}

int RunPictureWorker(const PictureWorkerOptions& options) {
  if (options.sandbox) worker::LimitResources({.memory_bytes = options.memory_mib << 20});
  if (!Seal(options)) return 1;
  worker::File file;
  while (std::optional<worker::Message> message = worker::Receive(kSocket, &file)) {
    if (message->kind != worker::Message::kDocument) break;
    std::string answer;
    {
      const MappedFile mapped(file);
      answer = Draw(mapped.bytes(), message->bytes);
    }
    file.Close();
    if (!worker::Send(kSocket, {worker::Message::kReport, std::move(answer)})) break;
  }
  return 0;
}

}  // namespace

void AddPictureWorkerCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<PictureWorkerOptions>();
  CLI::App* command = app->add_subcommand("picture-worker", "Draws pages for serve, shut in");
  command->group("");  // not in the help: it needs a server at the other end of its socket
  command->add_option("--memory-mib", options->memory_mib, "Most memory it may ask for");
  command->add_flag("!--no-sandbox", options->sandbox, "Draw without shutting in");
  command->callback([options, exit_code] { *exit_code = RunPictureWorker(*options); });
}

}  // namespace avstam::app
