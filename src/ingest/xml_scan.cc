// After XML 1.0 (fifth edition) and Namespaces in XML 1.0. Whatever is not written here in so many words ends the scan:
// a doubt costs time and never an answer.
#include "ingest/xml_scan.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "ingest/byte_scan.h"
#include "ingest/mapping.h"

namespace penumbra::ingest {
namespace {

// What a byte is where it stands; where text and values stop, ingest/byte_scan.h says.
enum Kind : std::uint8_t {
  kNameStart = 1,
  kBlank = 4,
};

constexpr std::array<std::uint8_t, 256> kKinds = [] {
  std::array<std::uint8_t, 256> out{};
  for (const char c : {' ', '\t', '\n', '\r'}) out[static_cast<unsigned char>(c)] = kBlank;
  for (unsigned char c = 'a'; c <= 'z'; ++c) out[c] = kNameStart;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) out[c] = kNameStart;
  out['_'] = kNameStart;
  return out;
}();

bool is(char c, std::uint8_t kinds) {
  return (kKinds[static_cast<unsigned char>(c)] & kinds) != 0;
}

constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kXmlnsNamespace = "http://www.w3.org/2000/xmlns/";

// The two code points that are valid UTF-8 and no characters of XML: U+FFFE and U+FFFF.
bool has_noncharacter(std::string_view bytes) {
  for (std::size_t at = bytes.find('\xEF'); at != std::string_view::npos; at = bytes.find('\xEF', at + 1)) {
    if (bytes.size() - at > 2 && bytes[at + 1] == '\xBF' && static_cast<unsigned char>(bytes[at + 2]) >= 0xBE)
      return true;
  }
  return false;
}

// Whether the scan may look at the bytes at all.
bool is_plain(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size()) && !has_noncharacter(bytes);
}

struct Name {
  std::string_view whole;
  std::string_view prefix;
  std::string_view local;
};

class Scan {
 public:
  Scan(std::string_view bytes, std::size_t skipped, XmlRecords& records, XmlEvents& events)
      : begin_(bytes.data()),
        at_(begin_),
        end_(begin_ + bytes.size()),
        skipped_(skipped),
        records_(records),
        events_(events) {}

  void stop_at(const XmlSplit& split) {
    split_ = &split;
    split_at_ = begin_ + split.at;
  }
  const XmlInside& inside() const { return inside_; }

  XmlScanEnd run() {
    if (starts("<?xml") && end_ - at_ > 5 && is(at_[5], kBlank) && !declaration()) return XmlScanEnd::kUnsure;
    if (!misc() || at_ == end_ || !element()) return failed();
    return to_end();
  }
  XmlScanEnd run_from(const XmlSplit& split) {
    inside_ = split.inside;
    at_ = begin_ + split.at;
    line_ += count_line_feeds({begin_, at_});
    return to_end();
  }

 private:
  XmlScanEnd to_end() {
    while (!inside_.open.empty()) {
      if (!content()) return failed();
    }
    return misc() && at_ == end_ && (split_at_ == nullptr || rest_is_plain()) ? XmlScanEnd::kDone : XmlScanEnd::kUnsure;
  }
  XmlScanEnd failed() const {
    return joined_ ? XmlScanEnd::kDone : stopped_ ? XmlScanEnd::kStopped : XmlScanEnd::kUnsure;
  }
  // At the split, or past it: whether the scan ends here.
  bool ends_at_split() {
    joined_ = at_ == split_at_ && !records_.in_record() && inside_ == split_->inside && split_->join();
    return joined_ || !rest_is_plain();
  }
  // What is behind the split was not looked at before: mostly the other thread does.
  bool rest_is_plain() {
    const char* const from = std::exchange(split_at_, nullptr);
    return is_plain({from, end_});
  }

  bool take(XmlRecords::Answer answer) {
    stopped_ = answer == XmlRecords::Answer::kEnd;
    return answer == XmlRecords::Answer::kGoOn;
  }
  bool starts(std::string_view what) const {
    return static_cast<std::size_t>(end_ - at_) >= what.size() && std::string_view(at_, what.size()) == what;
  }
  bool step(std::string_view what) {
    if (!starts(what)) return false;
    at_ += what.size();
    return true;
  }
  bool blanks() {
    if (at_ == end_ || !is(*at_, kBlank)) return false;
    at_ = end_of_blanks(at_, end_, line_);
    return true;
  }

  // <?xml version="1.0" encoding="..." standalone="..."?>
  bool declaration() {
    at_ += 5;
    std::string_view value;
    if (!blanks() || !step("version") || !pseudo(value) || value != "1.0") return false;
    bool gap = blanks();
    if (gap && step("encoding")) {
      if (!pseudo(value) || value.empty() || !is(value.front(), kNameStart) || value.front() == '_') return false;
      gap = blanks();
    }
    if (gap && step("standalone")) {
      if (!pseudo(value) || (value != "yes" && value != "no")) return false;
      blanks();
    }
    return step("?>");
  }
  // ="value" of letters, digits and "_-."
  bool pseudo(std::string_view& value) {
    blanks();
    if (!step("=")) return false;
    blanks();
    if (at_ == end_ || (*at_ != '"' && *at_ != '\'')) return false;
    const char quote = *at_++;
    const char* const from = at_;
    at_ = end_of_name(at_, end_);
    value = {from, static_cast<std::size_t>(at_ - from)};
    return at_ != end_ && *at_++ == quote;
  }

  // What may stand outside the root: blanks, comments, processing instructions.
  bool misc() {
    for (;;) {
      blanks();
      if (starts("<!--")) {
        if (!comment()) return false;
      } else if (starts("<?")) {
        if (!instruction()) return false;
      } else {
        return true;
      }
    }
  }

  // Goes to the end of what ends with this mark; no control characters inside.
  bool past(std::string_view mark) {
    for (; at_ != end_; ++at_) {
      if (*at_ == mark.front() && starts(mark)) {
        at_ += mark.size();
        return true;
      }
      if (*at_ == '\n') {
        ++line_;
      } else if (static_cast<unsigned char>(*at_) < 0x20 && !is(*at_, kBlank)) {
        return false;
      }
    }
    return false;
  }
  bool comment() {
    at_ += 4;
    return past("--") && step(">");
  }
  bool instruction() {
    at_ += 2;
    const char* const from = at_;
    at_ = end_of_name(at_, end_);
    const std::string_view target(from, static_cast<std::size_t>(at_ - from));
    if (target.empty() || !is(target.front(), kNameStart)) return false;
    // Names that begin with x, m, l in any case are reserved.
    if (target.size() >= 3 && (target[0] | 0x20) == 'x' && (target[1] | 0x20) == 'm' && (target[2] | 0x20) == 'l')
      return target == "xml-stylesheet" && at_ != end_ && is(*at_, kBlank) && past("?>");
    return step("?>") || (at_ != end_ && is(*at_, kBlank) && past("?>"));
  }

  bool name(Name& out) {
    const char* from = at_;
    if (at_ == end_ || !is(*at_, kNameStart)) return false;
    at_ = end_of_name(at_, end_);
    out.prefix = {};
    out.local = {from, static_cast<std::size_t>(at_ - from)};
    if (at_ != end_ && *at_ == ':') {
      out.prefix = out.local;
      const char* const second = ++at_;
      if (at_ == end_ || !is(*at_, kNameStart)) return false;
      at_ = end_of_name(at_, end_);
      out.local = {second, static_cast<std::size_t>(at_ - second)};
    }
    out.whole = {from, static_cast<std::size_t>(at_ - from)};
    // Beyond ASCII names go on in ways that are expat's business.
    return at_ != end_ && static_cast<unsigned char>(*at_) < 0x80 && *at_ != ':';
  }

  // `from`: how many declarations are passed over.
  bool is_declared(std::string_view prefix, std::size_t from = 0) const {
    for (std::size_t i = from; i < inside_.namespaces.size(); ++i) {
      if (equal_names(inside_.namespaces[i].first, prefix)) return true;
    }
    return false;
  }

  // At "<" and a name, as far as is known.
  bool element() {
    if (*at_ != '<') return false;
    const std::uint64_t line = line_;
    const auto offset = static_cast<std::uint64_t>(at_ - begin_) + skipped_;
    ++at_;
    Name tag;
    if (!name(tag)) return false;
    const bool root = inside_.open.empty();
    declared_before_ = inside_.namespaces.size();
    attributes_.clear();
    names_.clear();
    bool closed = false;
    for (;;) {
      const bool gap = blanks();
      if (at_ == end_) return false;
      if (*at_ == '>') {
        ++at_;
        break;
      }
      if (*at_ == '/') {
        if (!step("/>")) return false;
        closed = true;
        break;
      }
      if (!gap || !attribute()) return false;
    }
    if (!tag.prefix.empty() && !is_declared(tag.prefix)) return false;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!names_[i].prefix.empty() && names_[i].prefix != "xml" && !is_declared(names_[i].prefix)) return false;
      for (std::size_t k = 0; k < i; ++k) {
        if (names_[i].local == names_[k].local) return false;  // or two prefixes of one namespace
      }
    }
    std::string_view uri;
    if (root) {
      for (const auto& [prefix, value] : inside_.namespaces) {
        if (prefix == tag.prefix) uri = value;
      }
    }
    XmlNode node;
    node.name = XmlText(tag.local);
    node.attributes = attributes_;
    node.line = line;
    node.offset = offset;
    if (!take(records_.open(node, uri, true))) return false;
    if (closed) {
      inside_.namespaces.resize(declared_before_);
      return take(records_.close());
    }
    inside_.open.push_back(tag.whole);
    inside_.declared.push_back(declared_before_);
    return true;
  }

  bool attribute() {
    Name key;
    if (!name(key)) return false;
    blanks();
    if (at_ == end_ || *at_++ != '=') return false;
    blanks();
    if (at_ == end_ || (*at_ != '"' && *at_ != '\'')) return false;
    const char quote = *at_++;
    std::string_view value;
    if (!attribute_value(quote, value)) return false;
    if (key.prefix == "xmlns" || (key.prefix.empty() && key.local == "xmlns")) {
      const std::string_view prefix = key.prefix.empty() ? std::string_view() : key.local;
      // Namespaces of a document are plain addresses; what is reserved is expat's business.
      if (value.empty() || value.size() > kMaxValueBytes || !plain_ || value == kXmlNamespace ||
          value == kXmlnsNamespace || prefix == "xml" || prefix == "xmlns" || is_declared(prefix, declared_before_))
        return false;
      inside_.namespaces.emplace_back(prefix, value);
      return inside_.namespaces.size() <= kMaxXmlAttributes;
    }
    if (attributes_.size() >= kMaxXmlAttributes) return false;
    names_.push_back(key);
    attributes_.emplace_back(key.local, value);
    return true;
  }

  // To the quote, and past it.
  bool attribute_value(char quote, std::string_view& value) {
    const char* from = at_;
    plain_ = true;
    for (;;) {
      at_ = end_of_xml_value(at_, end_);
      if (at_ == end_) return false;
      const char c = *at_;
      if (c == quote) break;
      if (c == '"' || c == '\'') {
        ++at_;
        continue;
      }
      // Line ends and tabs become blanks, references what they stand for.
      if (c != '&' && c != '\n' && c != '\t') return false;
      if (plain_) scratch_.clear();
      plain_ = false;
      scratch_.append(from, at_);
      if (c == '&') {
        if (!reference(scratch_)) return false;
      } else {
        line_ += c == '\n' ? 1U : 0U;
        scratch_ += ' ';
        ++at_;
      }
      from = at_;
    }
    if (plain_) {
      value = {from, static_cast<std::size_t>(at_ - from)};
    } else {
      scratch_.append(from, at_);
      value = events_.arena().keep(scratch_);
    }
    ++at_;
    return true;
  }

  // At "&".
  bool reference(std::string& out) {
    if (step("&amp;")) return out += '&', true;
    if (step("&lt;")) return out += '<', true;
    if (step("&gt;")) return out += '>', true;
    if (step("&quot;")) return out += '"', true;
    if (step("&apos;")) return out += '\'', true;
    if (!step("&#")) return false;
    const bool hex = step("x");
    std::uint32_t code = 0;
    int digits = 0;
    for (; at_ != end_ && *at_ != ';'; ++at_, ++digits) {
      const char c = *at_;
      std::uint32_t digit = 0;
      if (c >= '0' && c <= '9') {
        digit = static_cast<std::uint32_t>(c - '0');
      } else if (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
        digit = static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
      } else {
        return false;
      }
      code = code * (hex ? 16 : 10) + digit;
      if (digits > 8) return false;
    }
    if (at_ == end_ || digits == 0) return false;
    ++at_;
    const bool character = code == 9 || code == 10 || code == 13 || (code >= 0x20 && code < 0xD800) ||
                           (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code < 0x110000);
    if (!character) return false;
    const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
    if (code < 0x80) {
      byte(code);
    } else if (code < 0x800) {
      byte(0xC0 | (code >> 6));
      byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      byte(0xE0 | (code >> 12));
      byte(0x80 | ((code >> 6) & 0x3F));
      byte(0x80 | (code & 0x3F));
    } else {
      byte(0xF0 | (code >> 18));
      byte(0x80 | ((code >> 12) & 0x3F));
      byte(0x80 | ((code >> 6) & 0x3F));
      byte(0x80 | (code & 0x3F));
    }
    return true;
  }

  // Text up to the next mark, and the mark.
  bool content() {
    if (!text()) return false;
    if (at_ == end_) return false;
    if (split_at_ != nullptr && at_ >= split_at_ && ends_at_split()) return false;
    if (end_ - at_ < 2) return false;
    switch (at_[1]) {
      case '/':
        return end_tag();
      case '!':
        return starts("<!--") ? comment() : step("<![CDATA[") && cdata();
      case '?':
        return instruction();
      default:
        return element();
    }
  }

  // Stops at "<".
  bool text() {
    // Most texts stand between elements and are blanks alone.
    if (records_.drops_blanks()) blanks();
    const char* from = at_;
    bool plain = true;
    for (;;) {
      at_ = end_of_xml_text(at_, end_);
      if (at_ == end_) return false;
      const char c = *at_;
      if (c == '<') break;
      if (c == '\n' || c == '\t') {
        line_ += c == '\n' ? 1U : 0U;
        ++at_;
        continue;
      }
      if (c == ']') {
        if (starts("]]>")) return false;
        ++at_;
        continue;
      }
      if (c != '&' && c != '\r') return false;
      if (plain) scratch_.clear();
      plain = false;
      scratch_.append(from, at_);
      if (c == '&') {
        if (!reference(scratch_)) return false;
      } else {
        carriage_return();
      }
      from = at_;
    }
    const auto size = static_cast<std::size_t>(at_ - from);
    if (plain) return size == 0 || take(records_.text({from, size}, true));
    scratch_.append(from, at_);
    return give_scratch();
  }
  // A line end, with or without a line feed behind it, is a line feed.
  void carriage_return() {
    scratch_ += '\n';
    ++at_;
    if (at_ != end_ && *at_ == '\n') {
      ++line_;
      ++at_;
    }
  }
  bool give_scratch() {
    if (!records_.in_record()) return true;
    if (scratch_.size() > kMaxValueBytes) return false;
    return take(records_.text(events_.arena().keep(scratch_), true));
  }

  bool cdata() {
    const char* from = at_;
    scratch_.clear();
    for (;; ++at_) {
      if (at_ == end_) return false;
      if (*at_ == ']' && starts("]]>")) break;
      if (*at_ == '\n') {
        ++line_;
      } else if (*at_ == '\r') {
        scratch_.append(from, at_);
        carriage_return();
        from = at_--;
      } else if (static_cast<unsigned char>(*at_) < 0x20 && *at_ != '\t') {
        return false;
      }
    }
    scratch_.append(from, at_);
    at_ += 3;
    return give_scratch();
  }

  bool end_tag() {
    at_ += 2;
    const std::string_view name = inside_.open.back();
    if (static_cast<std::size_t>(end_ - at_) < name.size() || !equal_names({at_, name.size()}, name)) return false;
    at_ += name.size();
    blanks();
    if (at_ == end_ || *at_++ != '>') return false;
    inside_.open.pop_back();
    inside_.namespaces.resize(inside_.declared.back());
    inside_.declared.pop_back();
    return take(records_.close());
  }

  const char* const begin_;
  const char* at_;
  const char* const end_;
  const std::size_t skipped_;
  XmlRecords& records_;
  XmlEvents& events_;
  std::uint64_t line_ = 1;
  bool stopped_ = false;
  bool plain_ = true;  // of the value of the last attribute
  XmlInside inside_;
  std::size_t declared_before_ = 0;  // the element at which the scan is
  const XmlSplit* split_ = nullptr;
  const char* split_at_ = nullptr;
  bool joined_ = false;  // what follows the split was read elsewhere
  std::vector<XmlAttribute> attributes_;
  std::vector<Name> names_;  // of attributes_
  std::string scratch_;
};

}  // namespace

XmlScanEnd scan_xml(std::string_view bytes, std::size_t skipped, XmlRecords& records, XmlEvents& events,
                    const XmlSplit* split) {
  if (!is_plain(split == nullptr ? bytes : bytes.substr(0, split->at))) return XmlScanEnd::kUnsure;
  Scan scan(bytes, skipped, records, events);
  if (split != nullptr) scan.stop_at(*split);
  return scan.run();
}

std::optional<XmlInside> scan_xml_head(std::string_view bytes, std::size_t skipped, XmlRecords& records,
                                       XmlEvents& events) {
  Scan scan(bytes, skipped, records, events);
  if (scan.run() != XmlScanEnd::kStopped) return std::nullopt;
  return scan.inside();
}

XmlScanEnd scan_xml_rest(std::string_view bytes, std::size_t skipped, const XmlSplit& split, XmlRecords& records,
                         XmlEvents& events) {
  if (!is_plain(bytes.substr(split.at))) return XmlScanEnd::kUnsure;
  return Scan(bytes, skipped, records, events).run_from(split);
}

}  // namespace penumbra::ingest
