// Not a browser: the tokens of the HTML standard (WHATWG, 13.2.5) as far as text needs them, no tree, nothing fetched.
#include "ingest/cn/page_text.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "text/utf8.h"

namespace penumbra::ingest {
namespace {

// Elements whose text is none of the page's.
constexpr std::array<std::string_view, 6> kSilent = {"script", "style", "head", "noscript", "select", "textarea"};
// Elements inside a line; any other one ends it.
constexpr std::array<std::string_view, 15> kInline = {"a",   "abbr", "b",    "em",     "font", "i",   "ins", "label",
                                                      "o:p", "s",    "span", "strong", "sub",  "sup", "u"};

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& some, std::string_view name) {
  return std::find(some.begin(), some.end(), name) != some.end();
}

struct Named {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<Named, 16> kNamed = {{{"amp", "&"},
                                           {"lt", "<"},
                                           {"gt", ">"},
                                           {"quot", "\""},
                                           {"apos", "'"},
                                           {"nbsp", " "},
                                           {"ensp", " "},
                                           {"emsp", " "},
                                           {"middot", "·"},
                                           {"ldquo", "“"},
                                           {"rdquo", "”"},
                                           {"lsquo", "‘"},
                                           {"rsquo", "’"},
                                           {"mdash", "—"},
                                           {"ndash", "–"},
                                           {"eacute", "é"}}};

// Letters for which a plain one stands.
constexpr std::array<Named, 15> kPlain = {{{"　", " "},
                                           {"\xC2\xA0", " "},
                                           {"\xE2\x80\x8B", ""},
                                           {"\xEF\xBB\xBF", ""},
                                           {"（", "("},
                                           {"）", ")"},
                                           {"．", "."},
                                           {"：", ":"},
                                           {"；", ";"},
                                           {"，", ","},
                                           {"〔", "["},
                                           {"〕", "]"},
                                           {"［", "["},
                                           {"］", "]"},
                                           {"＆", "&"}}};

void append_plain(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      out += text[i++];
      continue;
    }
    const std::string_view rest = text.substr(i);
    if (rest.size() >= 3 && rest.starts_with("\xEF\xBC") && static_cast<unsigned char>(rest[2]) >= 0x90 &&
        static_cast<unsigned char>(rest[2]) <= 0x99) {
      out += static_cast<char>('0' + (static_cast<unsigned char>(rest[2]) - 0x90));
      i += 3;
      continue;
    }
    const auto plain =
        std::find_if(kPlain.begin(), kPlain.end(), [&](const Named& one) { return rest.starts_with(one.name); });
    if (plain != kPlain.end()) {
      out += plain->text;
      i += plain->name.size();
      continue;
    }
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    out += rest.substr(0, length);
    i += std::min(length, rest.size());
  }
}

// A character reference at text[at] == '&': its text, and where it ends; as it stands when it is none.
std::string reference(std::string_view text, std::size_t& at) {
  const std::size_t end = text.substr(at, 12).find(';');
  if (end == std::string_view::npos) return {text[at++]};
  const std::string_view name = text.substr(at + 1, end - 1);
  std::string out;
  if (name.starts_with('#')) {
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t letter = 0;
    const auto [stop, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), letter, hex ? 16 : 10);
    const bool sound = wrong == std::errc() && stop == digits.data() + digits.size() && letter >= 0x20 &&
                       letter < 0x110000 && (letter < 0xD800 || letter > 0xDFFF);
    if (sound) text::append(out, letter);
  } else {
    const auto known = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& one) { return one.name == name; });
    if (known != kNamed.end()) out = known->text;
  }
  if (out.empty()) return {text[at++]};
  at += end + 1;
  return out;
}

class Lines {
 public:
  explicit Lines(std::vector<PageLine>& out) : out_(out) {}
  void add(std::string_view text, std::uint64_t line) {
    if (raw_.empty()) line_ = line;
    append_plain(raw_, text);
  }
  void end() {
    std::string text = tidy(raw_);
    raw_.clear();
    if (!text.empty()) out_.push_back({std::move(text), line_});
  }

 private:
  std::vector<PageLine>& out_;
  std::string raw_;
  std::uint64_t line_ = 0;
};

// The name of the tag at bytes[at] == '<' ("p", "/p"), and where the tag ends.
std::string tag_at(std::string_view bytes, std::size_t& at) {
  std::size_t i = at + 1;
  std::string name;
  if (i < bytes.size() && bytes[i] == '/') name += bytes[i++];
  while (i < bytes.size() && !is_blank(bytes[i]) && bytes[i] != '>' && bytes[i] != '/') name += bytes[i++];
  char quote = 0;
  for (; i < bytes.size() && (quote != 0 || bytes[i] != '>'); ++i) {
    if (quote != 0) {
      quote = bytes[i] == quote ? 0 : quote;
    } else if (bytes[i] == '"' || bytes[i] == '\'') {
      quote = bytes[i];
    }
  }
  at = std::min(i + 1, bytes.size());
  return ascii_lower(name);
}

void read_page(std::string_view bytes, Lines& lines) {
  std::uint64_t line = 1;
  const auto passed = [&](std::size_t from, std::size_t to) {
    line += static_cast<std::uint64_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                                                  bytes.begin() + static_cast<std::ptrdiff_t>(to), '\n'));
  };
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t from = at;
    const char next = at + 1 < bytes.size() ? bytes[at + 1] : ' ';
    const bool tag = bytes[at] == '<' && (next == '/' || next == '!' || next == '?' || (next >= 'A' && next <= 'Z') ||
                                          (next >= 'a' && next <= 'z'));
    if (!tag) {
      if (bytes[at] == '&') {
        lines.add(reference(bytes, at), line);
      } else {
        const std::size_t end = std::min(bytes.find_first_of("<&", at + 1), bytes.size());
        lines.add(bytes.substr(at, end - at), line);
        at = end;
      }
      passed(from, at);
      continue;
    }
    if (bytes.substr(at).starts_with("<!--")) {
      at = std::min(bytes.find("-->", at), bytes.size() - 3) + 3;
      passed(from, at);
      continue;
    }
    const std::string name = tag_at(bytes, at);
    if (one_of(kSilent, name)) {
      // The end tag of this very element; without one the rest of the page is its text.
      const std::string end = "</" + name;
      while (at < bytes.size() && !starts_with_ci(bytes.substr(at), end)) {
        at = std::min(bytes.find('<', at + 1), bytes.size());
      }
    }
    if (!one_of(kInline, std::string_view(name).substr(name.starts_with('/') ? 1 : 0))) lines.end();
    passed(from, at);
  }
  lines.end();
}

}  // namespace

namespace {

// The text in UTF-8; nothing when a byte is not of that encoding, or the system does not know it.
std::optional<std::string> from_gb18030(std::string_view bytes) {
  const iconv_t how = ::iconv_open("UTF-8", "GB18030");
  if (how == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // NOLINT: what POSIX gives
  std::string input(bytes);
  std::string out(2 * input.size() + 16, '\0');  // two bytes become three, four become four at most
  char* from = input.data();
  std::size_t left = input.size();
  char* to = out.data();
  std::size_t room = out.size();
  const bool good = ::iconv(how, &from, &left, &to, &room) != static_cast<std::size_t>(-1) && left == 0;
  ::iconv_close(how);
  if (!good) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

}  // namespace

bool is_gb18030(std::string_view bytes) {
  return !text::is_valid_utf8(bytes) && bytes.size() <= kMaxAnnouncementBytes && from_gb18030(bytes).has_value();
}

std::string_view whole_letters(std::string_view bytes, std::size_t most) {
  if (bytes.size() <= most) return bytes;
  // No letter of either encoding has one of these bytes inside.
  const std::size_t end = bytes.substr(0, most).find_last_of("\n\r<>, ");
  return bytes.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

Result<std::vector<PageLine>> page_lines(const InputFile& file) {
  const SourcePosition position{.file = file.name};
  if (file.bytes.size() > kMaxAnnouncementBytes) {
    return error_at(ErrorCode::kLimit,
                    "an announcement has at most " + std::to_string(kMaxAnnouncementBytes >> 20) + " MiB", position,
                    "Check that this is one announcement");
  }
  if (const std::size_t zero = file.bytes.find('\0'); zero != std::string_view::npos) {
    return error_at(ErrorCode::kSyntax, "the page holds zero bytes",
                    {.file = file.name, .line = line_of(file.bytes, zero)}, "Fetch it again; a piece of it was lost");
  }
  std::optional<std::string> converted;
  if (!text::is_valid_utf8(file.bytes)) {
    converted = from_gb18030(file.bytes);
    if (!converted) {
      return error_at(ErrorCode::kEncoding, "the page is neither UTF-8 nor GB18030", position,
                      "Save it again, as UTF-8, or convert it with iconv");
    }
  }
  std::vector<PageLine> out;
  Lines lines(out);
  const std::string_view bytes = converted ? std::string_view(*converted) : without_bom(file.bytes);
  if (looks_like_html(bytes)) {
    read_page(bytes, lines);
  } else {
    std::uint64_t number = 0;
    for (const std::string_view line : split(bytes, "\n")) {
      lines.add(line, ++number);
      lines.end();
    }
  }
  for (const PageLine& line : out) {
    if (line.text.size() <= kMaxValueBytes) continue;
    return error_at(ErrorCode::kLimit, "a paragraph is longer than " + std::to_string(kMaxValueBytes) + " bytes",
                    {.file = file.name, .line = line.line}, "Check that this is one announcement");
  }
  return out;
}

}  // namespace penumbra::ingest
