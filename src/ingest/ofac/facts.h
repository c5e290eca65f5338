// The labelled facts of OFAC's lists ("Tax ID No.", "POB", "Digital Currency Address - XBT"), which the remarks of the
// classic files and the features and documents of the advanced XML share, and where each goes.
//
// Labels and their meaning: OFAC, "Specially Designated Nationals List - Data Formats & Data Schemas" (dat_spec.txt and
// the advanced data model), and the reference value sets of the files themselves. Weak aliases: OFAC FAQ 122.
#ifndef PENUMBRA_INGEST_OFAC_FACTS_H_
#define PENUMBRA_INGEST_OFAC_FACTS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/mapping.h"
#include "model/facts.h"

namespace penumbra::ingest::ofac {

// How the value of a label is read.
enum class FactKind : unsigned char {
  kText,          // goes to the property as it stands
  kNumber,        // "7708503727 (Russia) issued 16 Oct 2009 expires 2019": property, and a document when more is said
  kDate,          // a date, a circa, or a span
  kCountry,       // name of a country
  kPlaceOfBirth,  // place, with the country after the last comma
  kGender,        // Male, Female
  kAlias,         // 'NAME', a strong one
  kWeakAlias,     // 'NAME' in quotes
  kWebsite,
  kVesselId,     // "IMO 9187629", or a register number
  kWallet,       // "- XBT 1A2b": a CryptoWallet held by the party
  kLink,         // name of another listed party
  kFamily,       // "wife of NAME"
  kOwner,        // "owned or controlled by NAME", "51% owned by NAME"
  kSecondary,    // text on secondary sanctions
  kDirective,    // "Subject to Directive 3"
  kListingDate,  // "(EO 14024 Directive 2): 24 Feb 2022"
  kEffectiveDate,
  kMenu,    // a measure of a menu ("CAATSA Section 235 Information: ...")
  kNote,    // text without a property of its own: notes
  kIgnore,  // carries nothing about the party; the reason stands in the table
};

struct Label {
  std::string_view text;  // "Tax ID No."
  FactKind kind;
  std::string_view property;  // FollowTheMoney property; the reason for kIgnore
};

// The longest label with which a remark begins, and the rest of the remark behind it; nullptr when none does.
const Label* find_label(std::string_view remark, std::string_view& rest);
// The label of a feature or document type of the XML ("Digital Currency Address - XBT", "Secondary sanctions risk:").
const Label* find_exact_label(std::string_view name, std::string_view& rest);

// Dates and limits that belong to one directive of one order, or to one list ("CMIC").
struct DirectiveDates {
  PartialDate listed;
  PartialDate effective;
};

// A statement that names another party.
struct PartyLink {
  std::string name;   // as listed
  std::string kind;   // of the relationship, seen from the party that states it; "owned-by" and "controlled-by" turn it
  std::string role;   // the words of the source: "Linked To", "wife of"
  std::string share;  // as ShareInterval::parse() reads it; "" when none is stated
  std::string span;   // where in the record it stands: ", remarks 40-62"; "" when it has a field of its own
};

// What was learnt of one party beside its own properties.
struct PartyFacts {
  // (order number, directive): ("14024", "3"); ("CMIC", "").
  std::map<std::pair<std::string, std::string>, DirectiveDates> directives;
  bool menu = false;
  bool secondary = false;
  std::vector<std::string> designation_notes;
  std::vector<PartyLink> links;
  std::string span;  // of the remark that is being read, for what is made of it; see PartyLink::span
  std::vector<model::Entity> documents;  // Passport, Identification, CryptoWallet
};

// "01 Apr 1950", "Apr 1950", "1950", "1950-04-01". Nothing when it is none of these.
std::optional<PartialDate> parse_date(std::string_view text);

// The values that a birthDate gets: one for a date, every year for a span of at most 30 years ("1979 to 1982": the true
// year is one of them), the year for "circa". Empty when the text is no date. `imprecise` is set for circa and spans.
std::vector<std::string> parse_date_span(std::string_view text, bool& imprecise);

// Puts one fact into the party. Whatever cannot be read goes to notes with a finding.
void apply_fact(const Label& label, std::string_view shown_label, std::string_view value, model::Entity& party,
                PartyFacts& facts, const Place& position, Mapping& mapping);

// A document or wallet of a party, with an id made of its kind, number and country.
model::Entity make_document(const model::Entity& party, std::string_view type, std::string_view number,
                            std::string_view country_code);

// A number with what a list says of it.
struct NumberParts {
  std::string_view number;
  std::string_view country;  // lower-case code
  std::string issued;        // ISO dates
  std::string expires;
  bool complete = true;  // nothing was left over
};

// Puts a number that was taken apart into the party, and as a document when more than the number is known. `value`: the
// words of the source, which the document keeps when the parts are not complete.
void apply_number_parts(const Label& label, std::string_view shown_label, const NumberParts& parts,
                        std::string_view value, model::Entity& party, PartyFacts& facts, const Place& position,
                        Mapping& mapping);

// Puts the number into the property that its label and country name (a Russian tax number is an innCode).
void put_number(model::Entity& party, std::string_view property, std::string_view number, std::string_view country,
                const Place& position, Mapping& mapping);

// An organisation with a number that only companies have (ISIN, ticker, bank code) is a Company.
void refine_schema(model::Entity& party);

// Reads the remarks of a classic file: facts separated by ";", the last one ended by ".". `cut`: the text was cut by
// the cell's length and its last fact is therefore not to be trusted.
void apply_remarks(std::string_view remarks, bool cut, model::Entity& party, PartyFacts& facts, const Place& position,
                   Mapping& mapping);

// A person's name as OFAC prints it ("LAST, First Middle", "LAST, First, Jr."), taken apart.
struct ListedPersonName {
  std::string display;  // "First Middle LAST"
  std::string first;
  std::string last;
  std::string suffix;
};
ListedPersonName split_person_name(std::string_view listed);

// Adds a listed name to a property, in display order for people; `parts`: also firstName, lastName, nameSuffix.
void put_listed_name(model::Entity& party, std::string_view property, std::string_view listed, bool parts,
                     const Place& position, Mapping& mapping);

}  // namespace penumbra::ingest::ofac

#endif  // PENUMBRA_INGEST_OFAC_FACTS_H_
