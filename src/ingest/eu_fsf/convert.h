// The older and the tabular forms of the EU Financial Sanctions Files, put into the shape of XML 1.1 so that one mapper
// gives them meaning.
#ifndef PENUMBRA_INGEST_EU_FSF_CONVERT_H_
#define PENUMBRA_INGEST_EU_FSF_CONVERT_H_

#include <string>
#include <string_view>

#include "ingest/xml.h"

namespace penumbra::ingest::eu_fsf {

// Adds an attribute unless the text is empty.
void set(XmlTree& node, std::string_view name, std::string_view text);
// Adds <remark>text</remark> unless the text is empty.
void add_remark(XmlTree& node, std::string_view text);

// What version 1.0 (XML and CSV) says of every detail: which regulation brought it.
struct Provenance {
  std::string_view number;     // "979/2004 (OJ L180)"
  std::string_view published;  // "2004-05-15"
  std::string_view url;
  std::string_view programme;
};
// A detail of version 1.0, as the element that version 1.1 has for it.
struct Details {
  static XmlTree name(std::string_view last, std::string_view first, std::string_view middle, std::string_view whole,
                      std::string_view gender, std::string_view title, std::string_view function,
                      std::string_view language);
  // "PHONE[...]", "FAX[...]" of `other` become contact information; the rest of it a remark.
  static XmlTree address(std::string_view number, std::string_view street, std::string_view zip, std::string_view city,
                         std::string_view country, std::string_view other);
  // "1924-02-21", "1956", "1963 (approximative)", "1958 - 1960 (approximative)", "N/A".
  static XmlTree birth(std::string_view date, std::string_view place, std::string_view country);
  // "AD001095 (passport-National passport) ((passport))": number, type, and a remark.
  static XmlTree identification(std::string_view number, std::string_view country);
  static XmlTree citizenship(std::string_view country);
};
void add_provenance(XmlTree& detail, const Provenance& provenance);

// A sanctionEntity. `type`: P or E. The remark's "(Entity is sanctioned in regime N (OJ X) of programme P, ...)" gives
// further regulations.
XmlTree make_entity(std::string_view id, std::string_view type, std::string_view reference, std::string_view remark);
XmlTree make_regulation(const Provenance& provenance, std::string_view in_force);

}  // namespace penumbra::ingest::eu_fsf

#endif  // PENUMBRA_INGEST_EU_FSF_CONVERT_H_
