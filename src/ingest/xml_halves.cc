#include "ingest/xml_halves.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ingest/beside.h"
#include "ingest/byte_scan.h"
#include "ingest/text_checks.h"
#include "ingest/xml_events.h"
#include "ingest/xml_scan.h"

namespace penumbra::ingest {
namespace {

// Smaller documents are read before a thread is worth its start.
constexpr std::size_t kTwoThreads = std::size_t{64} << 10;

// Looks for the first record of a name and keeps the elements around it.
class Head final : public XmlEvents {
 public:
  Head(XmlHandler& handler, std::string_view record) : handler_(handler), record_(record) {}

  bool root(const XmlNode& element, std::string_view xml_namespace) override {
    xml_namespace_ = xml_namespace;
    around_.push_back(kept_.copy(element));
    return true;
  }
  bool is_record(std::span<const std::string> path) override { return handler_.is_record(path); }
  bool outside(std::span<const std::string> path, const XmlNode& element) override {
    around_.resize(path.size() - 1);
    around_.push_back(kept_.copy(element));
    // What a document has before its records is small.
    return ++seen_ < kMostBefore;
  }
  bool record(std::span<const std::string> path, const XmlNode& node) override {
    arena_.clear();
    if (path.back() != record_) return ++seen_ < kMostBefore;
    path_.assign(path.begin(), path.end() - 1);
    around_.resize(path_.size());
    offset_ = node.offset;
    return false;
  }
  XmlArena& arena() override { return arena_; }

  bool found() const { return offset_.has_value(); }
  std::size_t offset() const { return *offset_; }
  const std::vector<std::string>& path() const { return path_; }

  // Hands the elements over.
  bool tell(XmlEvents& events) const {
    if (!events.root(around_.front(), xml_namespace_)) return false;
    for (std::size_t i = 1; i < around_.size(); ++i) {
      if (!events.outside(std::span(path_).first(i + 1), around_[i])) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t kMostBefore = 64;

  XmlHandler& handler_;
  std::string_view record_;
  XmlArena kept_;
  XmlArena arena_;
  std::string xml_namespace_;
  std::vector<XmlNode> around_;    // the root first
  std::vector<std::string> path_;  // their names
  std::optional<std::size_t> offset_;
  std::size_t seen_ = 0;
};

// Hands over what stands around the records of a name.
class Around final : public XmlEvents {
 public:
  Around(XmlHandler& handler, std::string_view record) : handler_(handler), record_(record) {}

  bool root(const XmlNode& element, std::string_view xml_namespace) override {
    return handler_.root(element, xml_namespace).ok();
  }
  bool is_record(std::span<const std::string> path) override { return handler_.is_record(path); }
  bool outside(std::span<const std::string> path, const XmlNode& element) override {
    return handler_.outside(path, element).ok();
  }
  bool record(std::span<const std::string> path, const XmlNode& node) override {
    bool go_on = true;
    if (path.back() != record_) {
      go_on = handler_.record(path, node).ok();
    } else if (!first_.has_value()) {
      first_ = node.offset;
      path_.assign(path.begin(), path.end() - 1);
      go_on = false;
    }
    arena_.clear();
    return go_on;
  }
  XmlArena& arena() override { return arena_; }

  // Of the first record, and of the elements around it.
  std::optional<std::size_t> first() const { return first_; }
  const std::vector<std::string>& path() const { return path_; }

 private:
  XmlHandler& handler_;
  std::string_view record_;
  XmlArena arena_;
  std::optional<std::size_t> first_;
  std::vector<std::string> path_;
};

// The beginning of an element: "<" and the name as it is written.
std::string_view tag_at(std::string_view bytes, std::size_t at) {
  std::size_t end = at + 1;
  while (end < bytes.size() && (is_name_byte(bytes[end]) || bytes[end] == ':')) ++end;
  return bytes.substr(at, end - at);
}

// Whether an element with this tag begins there, where its letters stand.
bool begins(std::string_view bytes, std::string_view tag, std::size_t at) {
  if (at + tag.size() >= bytes.size()) return false;
  const char next = bytes[at + tag.size()];
  return next == '>' || next == '/' || next == ' ' || next == '\t' || next == '\r' || next == '\n';
}

// Where the last element with the name of the one at `first` begins, as its letters have it.
std::size_t last(std::string_view bytes, std::size_t first) {
  constexpr std::size_t kWindow = std::size_t{64} << 10;
  const std::string_view tag = tag_at(bytes, first);
  for (std::size_t end = bytes.size(); end > first;) {
    const std::size_t from = end - first > kWindow ? end - kWindow : first;
    const std::string_view window = bytes.substr(0, std::min(bytes.size(), end + tag.size()));
    std::size_t found = std::string_view::npos;
    for (std::size_t at = window.find(tag, from); at != std::string_view::npos; at = window.find(tag, at + 1)) {
      if (begins(bytes, tag, at)) found = at;
    }
    if (found != std::string_view::npos) return found;
    end = from;
  }
  return first;
}

// Where an element with the name of the one at `first` begins near the middle: behind it, else before; nothing when
// there is none but the first. A place inside a comment is found, too, and is no harm.
std::optional<std::size_t> middle(std::string_view bytes, std::size_t first) {
  const std::string_view tag = tag_at(bytes, first);
  const std::size_t half = bytes.size() / 2;
  for (std::size_t at = bytes.find(tag, half); at != std::string_view::npos; at = bytes.find(tag, at + 1)) {
    if (begins(bytes, tag, at)) return at > first ? std::optional(at) : std::nullopt;
  }
  for (std::size_t at = half; at > first;) {
    at = bytes.rfind(tag, at - 1);
    if (at == std::string_view::npos || at <= first) return std::nullopt;
    if (begins(bytes, tag, at)) return at;
  }
  return std::nullopt;
}

// Between the parser and the reader, so that nobody waits for what is not wanted any more.
class Stoppable final : public XmlHandler {
 public:
  Stoppable(XmlHandler& handler, const std::atomic<bool>& stopped) : handler_(handler), stopped_(stopped) {}
  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    return handler_.root(element, xml_namespace);
  }
  bool is_record(std::span<const std::string> path) override { return handler_.is_record(path); }
  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    return handler_.outside(path, element);
  }
  Status record(std::span<const std::string> path, const XmlNode& node) override {
    if (stopped_) return Error{ErrorCode::kLimit, "no longer wanted", {}, ""};
    return handler_.record(path, node);
  }

 private:
  XmlHandler& handler_;
  const std::atomic<bool>& stopped_;
};

// The rest of a document: whether it was read to its end.
bool read_rest(std::string_view bytes, std::size_t skipped, const XmlSplit& split, const Head& head, LaterXml& later,
               const std::atomic<bool>& stopped) {
  Stoppable handler(later.handler(), stopped);
  bool whole = false;
  const Status status = read_at_once(handler, [&](XmlEvents& events) -> Result<bool> {
    if (!head.tell(events)) return false;
    later.begin();
    XmlRecords records(events, false);
    records.begin_inside(head.path());
    whole = scan_xml_rest(bytes, skipped, split, records, events) == XmlScanEnd::kDone;
    return true;
  });
  return whole && status.ok();
}

}  // namespace

bool read_xml_around(const InputFile& input, XmlHandler& handler, std::string_view record) {
  if (handler.keep_blanks()) return false;
  const std::string_view bytes = without_bom(input.bytes);
  const std::size_t skipped = input.bytes.size() - bytes.size();
  Around around(handler, record);
  XmlRecords before(around, false);
  auto inside = scan_xml_head(bytes, skipped, before, around);
  if (!inside.has_value() || !around.first().has_value()) return false;
  XmlSplit split;
  split.inside = *std::move(inside);
  split.at = last(bytes, *around.first() - skipped);
  XmlRecords behind(around, false);
  behind.begin_inside(around.path());
  return scan_xml_rest(bytes, skipped, split, behind, around) == XmlScanEnd::kDone;
}

Status read_xml_halves(const InputFile& input, XmlHandler& handler, std::string_view record,
                       const std::function<std::unique_ptr<LaterXml>()>& make) {
  const std::string_view bytes = without_bom(input.bytes);
  const std::size_t skipped = input.bytes.size() - bytes.size();
  if (bytes.size() < kTwoThreads || handler.keep_blanks()) return read_xml(input, handler);
  Head head(handler, record);
  XmlRecords records(head, false);
  XmlSplit split;
  if (auto inside = scan_xml_head(bytes, skipped, records, head); inside.has_value() && head.found()) {
    split.inside = *std::move(inside);
  } else {
    return read_xml(input, handler);
  }
  const auto at = middle(bytes, head.offset() - skipped);
  if (!at.has_value()) return read_xml(input, handler);
  split.at = *at;
  std::unique_ptr<LaterXml> later;
  Beside rest([&](const std::atomic<bool>& stopped) {
    later = make();
    return read_rest(bytes, skipped, split, head, *later, stopped);
  });
  split.join = [&rest, &later] {
    const bool joined = rest.succeeded() && later->join();
    later.reset();
    return joined;
  };
  return read_at_once(handler, [&](XmlEvents& events) { return parse_xml(input, false, events, &split); });
}

}  // namespace penumbra::ingest
