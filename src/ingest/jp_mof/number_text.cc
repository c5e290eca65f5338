#include "ingest/jp_mof/number_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "ingest/text.h"

namespace penumbra::ingest {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Brackets and semicolons of either width are plain, as are dashes and the long vowel that stands for one.
std::string plain(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 11> kPlain = {{{"（", '('},
                                                                         {"）", ')'},
                                                                         {"；", ';'},
                                                                         {"ー", '-'},
                                                                         {"－", '-'},
                                                                         {"−", '-'},
                                                                         {"‐", '-'},
                                                                         {"–", '-'},
                                                                         {"—", '-'},
                                                                         {"：", ':'},
                                                                         {"　", ' '}}};
  std::string out;
  while (!text.empty()) {
    const auto found =
        std::find_if(kPlain.begin(), kPlain.end(), [&](const auto& one) { return text.starts_with(one.first); });
    if (found != kPlain.end()) out += found->second;
    if (found == kPlain.end()) out += text.front();
    text.remove_prefix(found != kPlain.end() ? found->first.size() : 1);
  }
  return out;
}

}  // namespace

std::string number_in(std::string_view text) {
  const auto wide = [](char c) { return static_cast<unsigned char>(c) >= 0xE3; };  // from U+3000 on
  if (std::none_of(text.begin(), text.end(), wide)) return std::string(text);
  const std::string all = plain(text);
  std::string bare;
  int depth = 0;
  for (const char c : all) {
    if (c == '(') ++depth;
    if (depth == 0) bare += c;
    if (c == ')' && depth > 0) --depth;
  }
  std::string found;
  bool short_number = false;
  constexpr std::size_t kShortest = 4;  // letters and digits
  for (const std::string_view piece : split(bare, ";")) {
    if (piece.find("年") != std::string_view::npos) continue;  // a day
    short_number = short_number || std::any_of(piece.begin(), piece.end(), is_digit);
    for (std::size_t at = 0; at < piece.size();) {
      const auto inside = [&](std::size_t i) {
        return is_alphanumeric(piece[i]) || piece[i] == '-' || piece[i] == ' ' || piece[i] == '/' || piece[i] == '.';
      };
      if (!inside(at)) {
        ++at;
        continue;
      }
      const std::size_t begin = at;
      while (at < piece.size() && inside(at)) ++at;
      std::string_view run = piece.substr(begin, at - begin);
      while (!run.empty() && !is_alphanumeric(run.front())) run.remove_prefix(1);
      while (!run.empty() && !is_alphanumeric(run.back())) run.remove_suffix(1);
      const bool is_number = std::count_if(run.begin(), run.end(), is_alphanumeric) >= std::ptrdiff_t{kShortest} &&
                             std::any_of(run.begin(), run.end(), is_digit);
      if (!is_number) continue;
      if (!found.empty()) return std::string(text);
      found = run;
    }
  }
  return found.empty() && short_number ? std::string(text) : found;
}

}  // namespace penumbra::ingest
