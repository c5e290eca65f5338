// Check digits and shapes of identifiers.
//
// Every function takes the compact form (ASCII digits and upper-case letters, no blanks or marks) and says whether the
// text has the shape and, where the scheme has them, the right check digits. A right check digit does not say that the
// number was ever given out. Sources stand at each function; docs/design/evidence.md says which were read. Pure,
// thread-safe.
#ifndef PENUMBRA_EVIDENCE_CHECK_DIGITS_H_
#define PENUMBRA_EVIDENCE_CHECK_DIGITS_H_

#include <string_view>

namespace penumbra::evidence {

// Legal entity identifier: 18 letters and digits, two check digits, remainder 1 modulo 97 (ISO 17442-1, ISO 7064).
bool is_lei(std::string_view text);
// International bank account number: country, check digits, 11 to 30 letters and digits, modulo 97 (ISO 13616-1).
bool is_iban(std::string_view text);
// Business identifier code: 4 letters, country, 2 letters or digits, branch of 3 or none (ISO 9362:2022). No check
// digit.
bool is_bic(std::string_view text);
// International securities identification number: country, 9 letters and digits, Luhn over the digits of all of them
// with A = 10 (ISO 6166).
bool is_isin(std::string_view text);
// Financial instrument global identifier: 12 characters, "G" third, check digit by doubling every second character
// (ANSI X9.145).
bool is_figi(std::string_view text);
// Russian taxpayer number: 10 digits of organisations (one check digit) or 12 of people (two), sums modulo 11, then 10.
bool is_inn(std::string_view text);
// Russian main state registration number: 13 digits of organisations (remainder by 11), 15 of sole traders (by 13).
bool is_ogrn(std::string_view text);
// Russian classifier of enterprises: 8 digits of organisations or 10 of sole traders, weights 1 to 10 in turn, modulo
// 11; at remainder 10 again with weights that are 2 higher.
bool is_okpo(std::string_view text);
// Ukrainian register of enterprises: 8 digits; weights 1 to 7, or 7, 1 to 6 between 30,000,000 and 60,000,000.
bool is_edrpou(std::string_view text);
// Chinese unified social credit code: 18 of 31 characters, powers of 3 modulo 31 (GB 32100-2015).
bool is_uscc(std::string_view text);
// Ship identification number: 7 digits, weights 7 to 2 modulo 10 (IMO resolution A.1117(30)).
bool is_imo_ship(std::string_view text);
// Company and registered owner number of the IMO: 7 digits, weights 8 6 4 2 9 7 modulo 11 (IMO resolution
// MSC.160(78)).
bool is_imo_company(std::string_view text);
// Maritime mobile service identity of a ship: 9 digits of which the first three are a country's (201 to 775). No check
// digit (ITU-R M.585-9, annex 1).
bool is_mmsi(std::string_view text);
// US national provider identifier: 10 digits, Luhn over "80840" and the number (45 CFR 162.406).
bool is_npi(std::string_view text);
// Indian permanent account number: 5 letters, the fourth of them the holder's kind, 4 digits, a letter. Its check
// letter is not published.
bool is_pan(std::string_view text);
// D-U-N-S number: 9 digits; a check digit exists in old numbers only, none is tried.
bool is_duns(std::string_view text);
// Unique entity identifier of SAM.gov: 12 letters and digits without I and O, no leading zero, no nine digits in a row.
// Its check character is not published.
bool is_uei(std::string_view text);

}  // namespace penumbra::evidence

#endif  // PENUMBRA_EVIDENCE_CHECK_DIGITS_H_
