// The older and the tabular forms of the EU Financial Sanctions Files, put into the shape of XML 1.1 so that one mapper
// gives them meaning.
#ifndef PENUMBRA_INGEST_EU_FSF_CONVERT_H_
#define PENUMBRA_INGEST_EU_FSF_CONVERT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/xml.h"

namespace penumbra::ingest::eu_fsf {

// Puts an element together. Names, and texts that are tidy as they stand, are not copied: they must live as long as
// the element, which lives as long as the arena is not cleared. Not thread-safe.
class Draft {
 public:
  explicit Draft(XmlArena& arena) : arena_(arena) {}

  // Begins an element inside the one that is open.
  void open(std::string_view name);
  // Ends it. The outermost one is what is given back.
  XmlNode close();

  // Of the element that is open: where it stands; an attribute as it is; an attribute, tidied, unless it is empty; its
  // text.
  void place(std::uint64_t line, std::uint64_t offset);
  void attribute(std::string_view name, std::string_view value);
  void set(std::string_view name, std::string_view text);
  void text(std::string_view text);
  // Adds <remark>text</remark> unless the text is empty.
  void remark(std::string_view text);

  // A copy that lives as long as the element.
  std::string_view keep(std::string_view text) { return arena_.keep(text); }
  // The text fit for a property: itself where it is.
  std::string_view tidied(std::string_view text);

 private:
  struct Level {
    XmlNode node;
    std::size_t first_attribute = 0;
    std::size_t first_child = 0;
  };

  XmlArena& arena_;
  std::vector<Level> open_;
  std::vector<XmlAttribute> attributes_;  // of open elements
  std::vector<XmlNode> done_;             // children of open elements
};

// What version 1.0 (XML and CSV) says of every detail: which regulation brought it.
struct Provenance {
  std::string_view number;     // "979/2004 (OJ L180)"
  std::string_view published;  // "2004-05-15"
  std::string_view url;
  std::string_view programme;
};
// Adds it to the detail that is open.
void add_provenance(Draft& detail, const Provenance& provenance);

// Begins a detail of version 1.0 as the element that version 1.1 has for it; whoever calls ends it.
struct Details {
  static void name(Draft& draft, std::string_view last, std::string_view first, std::string_view middle,
                   std::string_view whole, std::string_view gender, std::string_view title, std::string_view function,
                   std::string_view language);
  // "PHONE[...]", "FAX[...]" of `other` become contact information; the rest of it a remark.
  static void address(Draft& draft, std::string_view number, std::string_view street, std::string_view zip,
                      std::string_view city, std::string_view country, std::string_view other);
  // "1924-02-21", "1956", "1963 (approximative)", "1958 - 1960 (approximative)", "N/A".
  static void birth(Draft& draft, std::string_view date, std::string_view place, std::string_view country);
  // "AD001095 (passport-National passport) ((passport))": number, type, and a remark.
  static void identification(Draft& draft, std::string_view number, std::string_view country);
  static void citizenship(Draft& draft, std::string_view country);
};

// Begins a sanctionEntity. `type`: P or E. The remark's "(Entity is sanctioned in regime N (OJ X) of programme P, ...)"
// gives further regulations.
void open_entity(Draft& draft, std::string_view id, std::string_view type, std::string_view reference,
                 std::string_view remark);
// Begins a regulation.
void open_regulation(Draft& draft, const Provenance& provenance, std::string_view in_force);

}  // namespace penumbra::ingest::eu_fsf

#endif  // PENUMBRA_INGEST_EU_FSF_CONVERT_H_
