// Countries and addresses as evidence.
#ifndef PENUMBRA_EVIDENCE_PLACES_H_
#define PENUMBRA_EVIDENCE_PLACES_H_

#include <string>
#include <string_view>
#include <vector>

namespace penumbra::evidence {

// The lower-case code of a country: an ISO 3166-1 code of two or three letters, FollowTheMoney's codes of countries
// that are gone, a code of a region ("ua-43" gives "ua"), or an English name as lists write it. "" when it is none.
// Sources: data/lists/countries.csv, data/lists/country_alpha3.csv. Thread-safe.
std::string country_code(std::string_view text);

// How two countries go together.
enum class CountryRelation : unsigned char {
  kSame,
  kRelated,  // one came out of the other or belongs to it, so that lists write either: counts neither way
  kOther,
};
CountryRelation relate_countries(std::string_view a, std::string_view b);

// An address as its words: Latin letters and digits in lower case, words that all addresses share left out.
struct AddressWords {
  std::vector<std::string> words;  // sorted, distinct
  bool has_number = false;         // a house number or postcode is among them
  std::string text;                // as stated
};
AddressWords read_address(std::string_view text);

// Likeness of two addresses in percent: twice the words in common by all words; a word of five letters or more may
// differ in one letter, a number may not. 0 when either is empty. Symmetric.
struct AddressLikeness {
  int percent = 0;
  int common = 0;  // words in common
  bool number_agrees = false;
};
AddressLikeness compare_addresses(const AddressWords& a, const AddressWords& b);

}  // namespace penumbra::evidence

#endif  // PENUMBRA_EVIDENCE_PLACES_H_
