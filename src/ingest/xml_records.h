// What both parsers of XML share: elements become records here, and bounds are watched.
#ifndef PENUMBRA_INGEST_XML_RECORDS_H_
#define PENUMBRA_INGEST_XML_RECORDS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/xml.h"
#include "ingest/xml_events.h"

namespace penumbra::ingest {

// Puts elements together, from the root to the records. Every answer but the first ends the parse.
class XmlRecords {
 public:
  enum class Answer : unsigned char {
    kGoOn,
    kEnd,  // `events` said so
    kTooDeep,
    kTooManyAttributes,
    kAttributeTooLong,
    kTooManyElements,
    kTextTooLong,
  };

  XmlRecords(XmlEvents& events, bool keep_blanks) : events_(events), keep_blanks_(keep_blanks) {}

  // An element begins; its attributes are those of which readers hear. `lasting`: name and attributes live as long as
  // the document or the arena.
  Answer open(const XmlNode& element, std::string_view root_namespace, bool lasting);
  // Character data. `lasting`: as long as the document or the arena.
  Answer text(std::string_view piece, bool lasting);
  Answer close();

  // Whether texts are asked for.
  bool in_record() const { return depth_ > 0; }
  // Whether blanks at the beginning of the next text say nothing.
  bool drops_blanks() const {
    if (depth_ == 0) return true;
    const Level& level = levels_[depth_ - 1];
    return !keep_blanks_ && !level.joined && level.node.text.empty();
  }
  // The path of the element that is open, from the root.
  std::vector<std::string> whole_path() const;
  // What comes now stands inside these elements, which were told before.
  void begin_inside(std::span<const std::string> path) { path_.assign(path.begin(), path.end()); }
  // How many calls of `events` there were, is_record() aside.
  std::uint64_t told() const { return told_; }
  // The first `count` calls are left out: another parser has made them.
  void leave_out(std::uint64_t count) { left_out_ = count; }

 private:
  struct Level {
    XmlNode node;
    std::size_t first_child = 0;  // in done_
    bool joined = false;          // whether the text is in texts_
  };
  std::size_t depth() const { return path_.size() + (depth_ > 0 ? depth_ - 1 : 0); }
  bool tell() { return told_++ >= left_out_; }
  // The element is inside a record.
  Answer open_inside(const XmlNode& element, bool lasting);

  XmlEvents& events_;
  XmlArena* arena_ = nullptr;  // of the record
  bool keep_blanks_ = false;
  std::vector<std::string> path_;  // down to the record, or to the element that is open outside records
  std::vector<Level> levels_;      // the record's elements that are not closed yet; the first depth_ of them
  std::vector<std::string> texts_;
  std::size_t depth_ = 0;
  std::vector<XmlNode> done_;  // children of open elements
  std::size_t nodes_ = 0;      // of the record
  std::uint64_t told_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_RECORDS_H_
