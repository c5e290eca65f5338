// What every reader of an official list must withstand, and counts that no parser of ours made.
#ifndef PENUMBRA_TESTS_INGEST_HOSTILE_H_
#define PENUMBRA_TESTS_INGEST_HOSTILE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/support.h"

namespace penumbra::ingest::testing {

// How often a text stands in the bytes: a count that no parser of ours made.
inline std::uint64_t count_text(std::string_view bytes, std::string_view text) {
  std::uint64_t total = 0;
  for (std::size_t at = 0; (at = bytes.find(text, at)) != std::string_view::npos; at += text.size()) ++total;
  return total;
}

// Every way in which a sound XML list must be refused whatever its format: cut at many places, a block page, entities
// that multiply or fetch, nesting without end, other encodings. `open` is how the root begins, `close` how it ends.
inline void expect_refused(const std::string& name, const std::string& whole, const std::string& open,
                           const std::string& close) {
  const std::string body = whole.substr(whole.find(open));
  std::string deep = whole.substr(0, whole.find('>', whole.find(open)) + 1);
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">";
  for (char c = 'b'; c <= 'j'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "\">";
  }
  std::string wide(2, '\0');
  wide = "\xFF\xFE";
  for (const char c : whole.substr(0, 400)) (wide += c) += '\0';
  std::vector<std::pair<std::string, std::string>> cases = {
      {"block page", "<!DOCTYPE html><html><head><title>Access denied</title></head></html>"},
      {"billion laughs", bomb + "]>" + body},
      {"external entity", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + body},
      {"deep", deep},
      {"UTF-16", wide},
      {"Latin 1", whole.substr(0, whole.rfind(close)) + "<!-- \xE9t\xE9 -->" + close},
      {"control character", whole.substr(0, whole.rfind(close)) + "\x01" + close},
  };
  for (int i = 1; i < 20; ++i)
    cases.emplace_back("cut", whole.substr(0, whole.rfind(close) * static_cast<std::size_t>(i) / 20));
  cases.emplace_back("cut at the end", whole.substr(0, whole.rfind(close)));
  for (const auto& [what, bytes] : cases) {
    const auto outcome = Files{{name, bytes}}.read();
    ASSERT_FALSE(outcome.ok()) << what;
    EXPECT_FALSE(outcome.error().fix.empty()) << what;
    EXPECT_EQ(outcome.error().position.file, name) << what;
  }
}

}  // namespace penumbra::ingest::testing

#endif  // PENUMBRA_TESTS_INGEST_HOSTILE_H_
