#include "app/web/renderer.h"

#include <stdexcept>

#include "app/web/assets.h"

namespace avstam::app::web {
namespace {

namespace mustache = kainjow::mustache;

// The text of a template with those it names in it.
std::string Whole(const std::string& name) {
  std::string text(Asset(name + ".html"));
  constexpr std::string_view kOpen = "{{> ", kClose = "}}";
  for (size_t at = 0; (at = text.find(kOpen, at)) != std::string::npos;) {
    const size_t end = text.find(kClose, at);
    const std::string inner = Whole(text.substr(at + kOpen.size(), end - at - kOpen.size()));
    text.replace(at, end + kClose.size() - at, inner);
    at += inner.size();
  }
  return text;
}

}  // namespace

mustache::mustache& Renderer::Template(const std::string& name) {
  const auto known = templates_.find(name);
  if (known != templates_.end()) return known->second;
  mustache::mustache made(Whole(name));
  if (!made.is_valid()) throw std::logic_error(name + ".html: " + made.error_message());
  made.set_custom_escape([](const std::string& text) { return EscapeHtml(text); });
  return templates_.emplace(name, std::move(made)).first->second;
}

const mustache::data& Renderer::Words(const Texts& texts) {
  const auto known = words_.find(&texts);
  if (known != words_.end()) return known->second;
  mustache::data words;
  words.set("t", MustacheOf(texts.all(), texts));
  return words_.emplace(&texts, std::move(words)).first->second;
}

std::string Renderer::Page(const View& view, const Json& frame, const Texts& texts) {
  const mustache::data model = MustacheOf(view.model, texts);
  mustache::data around = MustacheOf(frame, texts);
  mustache::context<std::string> context(&Words(texts));
  context.push(&around);
  context.push(&model);
  const std::string content = Template(view.page).render(context);
  around.set("content", content);
  mustache::context<std::string> outer(&Words(texts));
  outer.push(&around);
  return Template("layout").render(outer);
}

}  // namespace avstam::app::web
