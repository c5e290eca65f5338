// The parts of OFAC's advanced XML that others refer to: value sets, locations, documents, dates. Reading only.
//
// Source of the form: OFAC, sdn_advanced.xsd (the United Nations' sanctions data model 1.0).
#ifndef PENUMBRA_INGEST_OFAC_ADVANCED_RECORDS_H_
#define PENUMBRA_INGEST_OFAC_ADVANCED_RECORDS_H_

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/xml.h"
#include "penumbra/date.h"

namespace penumbra::ingest::ofac {

// One value of a reference value set.
struct ReferenceValue {
  std::string text;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string_view attribute(std::string_view name) const;
};

// All reference value sets of a file: ("FeatureType", "8") -> "Birthdate".
class ReferenceValues {
 public:
  // Takes one set (AliasTypeValues, CountryValues, ...).
  void add(const XmlNode& set);
  // Whether the file has a set of this kind.
  bool has(std::string_view kind) const { return sets_.find(kind) != sets_.end(); }
  // nullptr when the set has no such value.
  const ReferenceValue* find(std::string_view kind, std::string_view id) const;
  // Its text, or "".
  std::string_view text(std::string_view kind, std::string_view id) const;

 private:
  std::map<std::string, std::unordered_map<std::string, ReferenceValue>, std::less<>> sets_;
};

struct Location {
  std::string text;     // parts in the order of a letter: "Ringstr. 5, Teststadt, 01234, Germany"
  std::string country;  // name of the country, "" when there is none
  std::string comment;  // what the file remarks on its parts
  std::vector<std::string> unknown_parts;
};
Location read_location(const XmlNode& node, const ReferenceValues& values);

// Year, Month, Day as children. Unknown when the year is no number.
PartialDate read_point(const XmlNode& node);

// A DatePeriod as the words that parse_date_span() reads: "1950-04-01", "1950", "circa 1941", "1979 to 1981"; "" when
// it states nothing.
std::string read_period(const XmlNode& period);

// The names of every element and attribute of the schema that are read, or are left out for a stated reason.
bool is_known_name(std::string_view name);

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_ADVANCED_RECORDS_H_
