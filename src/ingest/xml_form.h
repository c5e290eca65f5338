// What an XML format says about its own elements and attributes, as data beside the readers: data/forms/FORMAT.csv.
//
// A mapper sees what it asks for. It does not see that an element which the format has once stands twice, that an
// attribute which the schema demands is gone, or that a number which nobody reads is no number any more; each of these
// is how a change of a format begins. The tables here are checked while a document is read, beside the mapper and
// without it: what breaks them is a warning with its place.
//
// A row: format,path,times,form,source
//   format   Reader::name()
//   path     local names from the root, "/export/sanctionEntity/@logicalId"; the rows of an element come before those
//            of its children
//   times    how often it stands in one parent: "1" once, "?" at most once, "+" at least once, "*" any number
//   form     what its text is, when it has one: "" anything, "none" it has none, "number", "day" (1961-05-03), "time"
//   (1961-05-03T..),
//            "flag" (true, false, 1, 0), "language" (de, eng, de-AT), "country" (a code that is known here, or 00),
//            "url", or the words that it may be, divided by "|"; "!" before it (or alone): the text is never empty
//   source   the published schema, or the versions from which the row was made
// An attribute that is not in the table stands on an element that is: a finding. Elements that are not in the table are
// not judged: they are the reader's business.
#ifndef PENUMBRA_INGEST_XML_FORM_H_
#define PENUMBRA_INGEST_XML_FORM_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/xml.h"
#include "model/finding.h"

namespace penumbra::ingest {

// How many different children an element of a table may have.
inline constexpr std::size_t kMaxFormChildren = 128;

// What a text is to be, as the tables write it.
class TextForm {
 public:
  TextForm() = default;
  explicit TextForm(std::string_view written);

  // Whether a text has the form. The empty text has every one that is written without "!".
  bool holds(std::string_view text) const { return text.empty() ? !filled_ : kind_ == Kind::kAny || judge(text); }
  const std::string& written() const { return written_; }

 private:
  enum class Kind : unsigned char {
    kAny,
    kNone,
    kNumber,
    kDay,
    kTime,
    kFlag,
    kLanguage,
    kCountry,
    kUrl,
    kWords,
  };
  bool judge(std::string_view text) const;

  Kind kind_ = Kind::kAny;
  bool filled_ = false;  // the empty text does not have the form
  std::string written_;
  std::vector<std::string> words_;
};

// One element or attribute of a format.
struct FormNode {
  std::string name;
  bool required = false;
  bool single = false;
  TextForm form;
  std::vector<FormNode> attributes;  // at most kMaxXmlAttributes
  std::vector<FormNode> children;    // at most kMaxFormChildren
  // Which of them are required.
  std::bitset<kMaxXmlAttributes> required_attributes;
  std::bitset<kMaxFormChildren> required_children;
};

// The form of a format: a node without a name that holds the roots. nullptr when it has no table. Lives as long as the
// program; safe from any thread.
const FormNode* xml_form(std::string_view format);

// Stands between read_xml() and the handler of a reader, and looks at everything that passes. Linear; memory grows with
// the depth alone. Not thread-safe.
class FormCheck final : public XmlHandler {
 public:
  // The name of the format's table, the file, where findings go ("missing-field", "second-value", "unknown-attribute",
  // "unread-value", all warnings), and who reads. Log and reader must outlive the check.
  FormCheck(std::string_view format, const InputFile& file, model::FindingLog& log, XmlHandler& reader);

  Status root(const XmlNode& element, std::string_view xml_namespace) override;
  bool is_record(std::span<const std::string> path) override { return reader_.is_record(path); }
  Status record(std::span<const std::string> path, const XmlNode& node) override;
  Status outside(std::span<const std::string> path, const XmlNode& element) override;
  bool keep_blanks() const override { return reader_.keep_blanks(); }

  // To be called behind a document that was read to its end: what never came is only known then.
  void finish() { close_to(1); }

  // For a document that two checks read, each a part of its records. begin_later(): the elements above the records were
  // handed over, and what is said of them is the business of the check that reads the first part.
  void begin_later();
  // On that one, behind its part: whether the elements above the records have what they must in both parts together,
  // and nothing to report; then join() takes them as closed.
  bool can_join(const FormCheck& later);
  void join() { open_.resize(1); }

 private:
  using Seen = std::bitset<kMaxFormChildren>;
  struct Frame {
    const FormNode* form = nullptr;  // nullptr below an element that the table does not have
    Seen seen;
    std::size_t next = 0;  // the child that is looked for first: lists keep the order of their schema
    std::uint64_t line = 0;
    std::uint64_t offset = 0;
    bool second = false;
    bool above = false;  // handed over before begin_later()
  };

  void open(const XmlNode& node);
  void close(std::string_view text);
  // Closes what is open beyond this many elements, of which the first stands for the file.
  void close_to(std::size_t depth);
  void walk(const XmlNode& node);
  void check_attributes(const FormNode& form, const XmlNode& node);
  void missing(const FormNode& form, const Frame& frame);
  void report(std::string_view key, std::string_view message, const Frame& place);

  std::string file_;
  model::FindingLog& log_;
  XmlHandler& reader_;
  std::vector<Frame> open_;
  std::vector<Seen> above_;  // what the elements above the records had, as far as they are closed
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_XML_FORM_H_
