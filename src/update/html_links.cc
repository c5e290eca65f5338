// Follows the tokenizer of the HTML standard (WHATWG, 13.2.5) as far as links need it: tags begin at '<' and a letter,
// quoted attribute values may hold '>', scripts end at their end tag only. Trees are not built: what a page says of a
// file stands in one block with the link, and blocks end at any tag that begins or ends one.
#include "update/html_links.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <optional>
#include <utility>

#include "text/utf8.h"

namespace penumbra::update {
namespace {

constexpr std::size_t kMaxLineBytes = 2000;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The code page that the first bytes state: <meta charset="x">, or "text/html; charset=x".
std::string stated_charset(std::string_view bytes) {
  const std::string start = lower(bytes.substr(0, 4096));
  const std::size_t at = start.find("charset=");
  if (at == std::string::npos) return {};
  std::string name;
  for (std::size_t i = at + 8; i < start.size() && name.size() < 40; ++i) {
    const char c = start[i];
    if (is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_') {
      name += c;
    } else if (!name.empty() || (c != '"' && c != '\'' && c != ' ')) {
      break;
    }
  }
  // GB2312 is what pages say and GB18030 what they hold; likewise Shift_JIS (WHATWG Encoding, 4.2).
  if (name == "gb2312" || name == "gbk") return "gb18030";
  if (name == "shift_jis" || name == "sjis" || name == "x-sjis") return "cp932";
  return name;
}

// The bytes as UTF-8, or nothing when they are not of that code page.
std::optional<std::string> converted(std::string_view bytes, const std::string& charset) {
  const iconv_t how = ::iconv_open("UTF-8", charset.c_str());
  if (how == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // NOLINT: what POSIX gives
  std::string out;
  std::array<char, 4096> block;
  std::string input(bytes);
  char* from = input.data();
  std::size_t left = input.size();
  bool good = true;
  while (good && left > 0) {
    char* to = block.data();
    std::size_t room = block.size();
    const std::size_t done = ::iconv(how, &from, &left, &to, &room);
    out.append(block.data(), block.size() - room);
    if (done == static_cast<std::size_t>(-1) && errno != E2BIG) {
      if (left == 0) break;
      out += '?';  // one damaged letter does not make a page illegible
      ++from;
      --left;
    }
    good = out.size() <= 4 * kMaxPageBytes;
  }
  ::iconv_close(how);
  if (!good) return std::nullopt;
  return out;
}

struct Named {
  std::string_view name;
  char32_t letter;
};
// Those that occur in addresses and short texts; others stay as they are written.
constexpr std::array<Named, 14> kNamed = {{{"amp", '&'},
                                           {"lt", '<'},
                                           {"gt", '>'},
                                           {"quot", '"'},
                                           {"apos", '\''},
                                           {"nbsp", ' '},
                                           {"ndash", 0x2013},
                                           {"mdash", 0x2014},
                                           {"lsquo", 0x2018},
                                           {"rsquo", 0x2019},
                                           {"ldquo", 0x201C},
                                           {"rdquo", 0x201D},
                                           {"sol", '/'},
                                           {"period", '.'}}};

std::string with_references_read(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t end = text[i] == '&' ? text.substr(0, i + 12).find(';', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text[i];
      continue;
    }
    const std::string_view name = text.substr(i + 1, end - i - 1);
    std::uint32_t letter = 0;
    if (name.starts_with('#')) {
      const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
      const std::string_view digits = name.substr(hex ? 2 : 1);
      const auto [stop, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), letter, hex ? 16 : 10);
      if (wrong != std::errc() || stop != digits.data() + digits.size()) letter = 0;
    } else {
      const auto known = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& one) { return one.name == name; });
      if (known != kNamed.end()) letter = known->letter;
    }
    if (letter == 0) {
      out += text[i];
      continue;
    }
    text::append(out, letter);
    i = end;
  }
  return out;
}

void add_folded(std::string& out, std::string_view text, std::size_t most) {
  for (const char c : text) {
    if (out.size() >= most) return;
    if (!is_blank(c) && static_cast<unsigned char>(c) >= ' ') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
}

bool is_block(std::string_view tag) {
  static constexpr std::array<std::string_view, 33> kBlocks = {
      "address", "article", "aside", "blockquote", "body", "caption", "dd", "div",     "dl",    "dt",    "fieldset",
      "figure",  "footer",  "form",  "h1",         "h2",   "h3",      "h4", "h5",      "h6",    "head",  "header",
      "hr",      "html",    "li",    "main",       "nav",  "ol",      "p",  "section", "table", "title", "tr"};
  return std::find(kBlocks.begin(), kBlocks.end(), tag) != kBlocks.end();
}

class PageReader {
 public:
  PageReader(std::string_view text, Page& page) : text_(text), page_(page) { page_.lines.emplace_back(); }

  Status read(const std::string& name) {
    while (at_ < text_.size()) {
      const std::size_t open = std::min(text_.find('<', at_), text_.size());
      say(text_.substr(at_, open - at_));
      at_ = open;
      if (at_ >= text_.size()) break;
      if (text_.substr(at_).starts_with("<!--")) {
        skip_past("-->", at_ + 4);
      } else if (at_ + 1 < text_.size() && (text_[at_ + 1] == '!' || text_[at_ + 1] == '?')) {
        skip_past(">", at_ + 1);
      } else if (!read_tag()) {
        say("<");
        ++at_;
      }
      if (page_.links.size() > kMaxPageLinks) {
        return Error{ErrorCode::kLimit,
                     "the page has more than " + std::to_string(kMaxPageLinks) + " links",
                     {name},
                     "This is no index page; check index = of the source"};
      }
    }
    return {};
  }

 private:
  struct Tag {
    std::string name;
    bool end = false;
    std::string href, alt, title;
  };

  void skip_past(std::string_view mark, std::size_t from) {
    const std::size_t end = text_.find(mark, from);
    at_ = end == std::string_view::npos ? text_.size() : end + mark.size();
  }

  void say(std::string_view raw) {
    if (raw.empty()) return;
    const std::string text = with_references_read(raw);
    if (in_title_) return add_folded(page_.title, text, kMaxLineBytes);
    add_folded(page_.lines.back(), text, kMaxLineBytes);
    if (in_link_) add_folded(page_.links.back().text, text, kMaxLineBytes);
  }

  void new_line() {
    if (!page_.lines.back().empty()) page_.lines.emplace_back();
  }

  // The tag at at_, which it passes; false when none begins there.
  bool read_tag() {
    std::size_t i = at_ + 1;
    Tag tag;
    if (i < text_.size() && text_[i] == '/') {
      tag.end = true;
      ++i;
    }
    if (i >= text_.size() || !is_letter(text_[i])) return false;
    const std::size_t name = i;
    while (i < text_.size() && !is_blank(text_[i]) && text_[i] != '>' && text_[i] != '/') ++i;
    tag.name = lower(text_.substr(name, i - name));
    while (i < text_.size() && text_[i] != '>') read_attribute(i, tag);
    at_ = std::min(i + 1, text_.size());
    take(tag);
    return true;
  }

  void read_attribute(std::size_t& i, Tag& tag) {
    const std::size_t begin = i;
    while (i < text_.size() && (is_blank(text_[i]) || text_[i] == '/')) ++i;
    const std::size_t name = i;
    while (i < text_.size() && !is_blank(text_[i]) && text_[i] != '=' && text_[i] != '>' && text_[i] != '/') ++i;
    const std::string_view key = text_.substr(name, i - name);
    std::size_t equals = i;
    while (equals < text_.size() && is_blank(text_[equals])) ++equals;
    if (equals >= text_.size() || text_[equals] != '=') {
      if (i == begin) ++i;  // a stray sign: never stand still
      return;
    }
    i = equals + 1;
    while (i < text_.size() && is_blank(text_[i])) ++i;
    std::string_view value;
    if (i < text_.size() && (text_[i] == '"' || text_[i] == '\'')) {
      const std::size_t end = std::min(text_.find(text_[i], i + 1), text_.size());
      value = text_.substr(i + 1, end - i - 1);
      i = std::min(end + 1, text_.size());
    } else {
      const std::size_t from = i;
      while (i < text_.size() && !is_blank(text_[i]) && text_[i] != '>') ++i;
      value = text_.substr(from, i - from);
    }
    const std::string known = lower(key);
    std::string* target = known == "href"    ? &tag.href
                          : known == "alt"   ? &tag.alt
                          : known == "title" ? &tag.title
                                             : nullptr;
    if (target != nullptr && target->empty()) *target = with_references_read(value);  // the first one counts
  }

  void take(const Tag& tag) {
    if (is_block(tag.name)) new_line();
    if (tag.name == "title") in_title_ = !tag.end;
    if (tag.name == "a" || (tag.name == "area" && !tag.end)) {
      in_link_ = !tag.end && !tag.href.empty();
      if (in_link_) page_.links.push_back({tag.href, "", page_.lines.size() - 1});
      if (in_link_) say(tag.title);
      if (tag.name == "area") {
        say(tag.alt);
        in_link_ = false;
      }
    }
    if (tag.end) {
      if (tag.name == "td" || tag.name == "th" || tag.name == "a") say(" ");
      return;
    }
    if (tag.name == "base" && page_.base.empty()) page_.base = tag.href;
    if (tag.name == "img") say(" " + tag.alt + " ");
    if (tag.name == "br") say(" ");
    if (tag.name == "script" || tag.name == "style" || tag.name == "textarea" || tag.name == "iframe") {
      skip_raw(tag.name);
    }
  }

  // To the end tag of an element whose content is no markup.
  void skip_raw(const std::string& name) {
    for (std::size_t i = text_.find("</", at_); i != std::string_view::npos; i = text_.find("</", i + 2)) {
      const std::size_t end = i + 2 + name.size();
      if (lower(text_.substr(i + 2, name.size())) == name &&
          (end >= text_.size() || is_blank(text_[end]) || text_[end] == '>' || text_[end] == '/')) {
        at_ = i;
        return;
      }
    }
    at_ = text_.size();
  }

  std::string_view text_;
  Page& page_;
  std::size_t at_ = 0;
  bool in_title_ = false;
  bool in_link_ = false;
};

}  // namespace

Result<Page> read_page(std::string_view bytes, const std::string& name) {
  if (bytes.size() > kMaxPageBytes) {
    return Error{ErrorCode::kLimit,
                 "the page has more than " + std::to_string(kMaxPageBytes) + " bytes",
                 {name},
                 "This is no index page; check index = of the source"};
  }
  Page page;
  std::string own;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!text::is_valid_utf8(bytes)) {
    const std::string charset = stated_charset(bytes);
    std::optional<std::string> text;
    if (!charset.empty() && charset != "utf-8" && charset != "utf8") text = converted(bytes, charset);
    page.legible = text.has_value();
    if (!text) {
      text.emplace(bytes);
      std::replace_if(text->begin(), text->end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    }
    own = *std::move(text);
    bytes = own;
  }
  PENUMBRA_RETURN_IF_ERROR(PageReader(bytes, page).read(name));
  const auto trim = [](std::string& text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
  };
  trim(page.title);
  for (PageLink& link : page.links) trim(link.text);
  for (std::string& line : page.lines) trim(line);
  return page;
}

}  // namespace penumbra::update
