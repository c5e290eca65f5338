#include <algorithm>
#include <array>
#include <vector>

#include "ingest/ofac/facts.h"
#include "ingest/text.h"

namespace penumbra::ingest::ofac {
namespace {

using enum FactKind;

// Every label of the lists of 2018 to 2026 that carries a fact. A label that is missing here is not lost: its remark is
// kept in notes and counted as a finding "unread-remark".
constexpr Label kLabels[] = {
    {"DOB", kDate, "birthDate"},
    {"Birthdate", kDate, "birthDate"},
    {"POB", kPlaceOfBirth, "birthPlace"},
    {"Place of Birth", kPlaceOfBirth, "birthPlace"},
    {"nationality", kCountry, "nationality"},
    {"Nationality Country", kCountry, "nationality"},
    {"Nationality of Registration", kCountry, "jurisdiction"},
    {"citizen", kCountry, "citizenship"},
    {"Citizenship Country", kCountry, "citizenship"},
    {"Gender", kGender, "gender"},
    {"Title", kText, "position"},
    {"a.k.a.", kWeakAlias, "weakAlias"},
    {"f.k.a.", kWeakAlias, "weakAlias"},
    {"n.k.a.", kWeakAlias, "weakAlias"},
    {"Linked To:", kLink, ""},
    {"d.b.a.", kAlias, "alias"},
    // Kin and owners, in the words of older entries.
    {"wife of", kFamily, ""},
    {"husband of", kFamily, ""},
    {"spouse of", kFamily, ""},
    {"son of", kFamily, ""},
    {"daughter of", kFamily, ""},
    {"child of", kFamily, ""},
    {"father of", kFamily, ""},
    {"mother of", kFamily, ""},
    {"brother of", kFamily, ""},
    {"sister of", kFamily, ""},
    {"half-brother of", kFamily, ""},
    {"half-sister of", kFamily, ""},
    {"nephew of", kFamily, ""},
    {"niece of", kFamily, ""},
    {"cousin of", kFamily, ""},
    {"uncle of", kFamily, ""},
    {"son-in-law of", kFamily, ""},
    {"daughter-in-law of", kFamily, ""},
    {"brother-in-law of", kFamily, ""},
    {"sister-in-law of", kFamily, ""},
    {"father-in-law of", kFamily, ""},
    {"owned by", kOwner, "owned-by"},
    {"wholly owned by", kOwner, "owned-by"},
    {"wholly-owned by", kOwner, "owned-by"},
    {"majority owned by", kOwner, "owned-by"},
    {"majority-owned by", kOwner, "owned-by"},
    {"controlled by", kOwner, "controlled-by"},
    {"owned or controlled by", kOwner, "linked-to"},
    {"owned and controlled by", kOwner, "controlled-by"},
    {"owned, controlled, or directed by", kOwner, "linked-to"},
    {"subsidiary of", kOwner, "controlled-by"},
    {"wholly owned subsidiary of", kOwner, "owned-by"},
    {"a subsidiary of", kOwner, "controlled-by"},
    // People's documents.
    {"Passport", kNumber, "passportNumber"},
    {"Diplomatic Passport", kNumber, "passportNumber"},
    {"Stateless Person Passport", kNumber, "passportNumber"},
    {"British National Overseas Passport", kNumber, "passportNumber"},
    {"SSN", kNumber, "socialSecurityNumber"},
    {"National ID No.", kNumber, "idNumber"},
    {"National Foreign ID Number", kNumber, "idNumber"},
    {"Identification Number", kNumber, "idNumber"},
    {"Personal ID Card", kNumber, "idNumber"},
    {"Stateless Person ID Card", kNumber, "idNumber"},
    {"Cedula No.", kNumber, "idNumber"},
    {"Cedula de Ciudadania", kNumber, "idNumber"},
    {"D.N.I.", kNumber, "idNumber"},
    {"C.U.R.P.", kNumber, "idNumber"},
    {"C.U.I.", kNumber, "idNumber"},
    {"C.U.I.P.", kNumber, "idNumber"},
    {"C.I.F.", kNumber, "taxNumber"},
    {"N.I.E.", kNumber, "idNumber"},
    {"NIE", kNumber, "idNumber"},
    {"I.F.E.", kNumber, "idNumber"},
    {"CNP (Personal Numerical Code)", kNumber, "idNumber"},
    {"Kenyan ID No.", kNumber, "idNumber"},
    {"Moroccan Personal ID No.", kNumber, "idNumber"},
    {"Bosnian Personal ID No.", kNumber, "idNumber"},
    {"Turkish Identification Number", kNumber, "idNumber"},
    {"Tarjeta Profesional", kNumber, "idNumber"},
    {"Tarjeta de Identidad", kNumber, "idNumber"},
    {"Interpol: Red Notice. File No.", kNumber, "idNumber"},
    {"Driver's License No.", kNumber, "idNumber"},
    {"Driver's License", kNumber, "idNumber"},
    {"Birth Certificate Number", kNumber, "idNumber"},
    {"Travel Document Number", kNumber, "idNumber"},
    {"Refugee ID Card", kNumber, "idNumber"},
    {"Residency Number", kNumber, "idNumber"},
    {"Permanent Resident Card Number", kNumber, "idNumber"},
    {"VisaNumberID", kNumber, "idNumber"},
    {"Visa Number", kNumber, "idNumber"},
    {"Military Registration Number", kNumber, "idNumber"},
    {"Cartilla de Servicio Militar Nacional", kNumber, "idNumber"},
    {"Electoral Registry No.", kNumber, "idNumber"},
    {"Credencial electoral", kNumber, "idNumber"},
    {"LE Number", kNumber, "idNumber"},
    {"SRE Permit No.", kNumber, "idNumber"},
    {"Seafarer's Identification Document", kNumber, "idNumber"},
    {"Chinese Commercial Code", kNote, "notes"},
    // Registers and tax offices.
    {"Tax ID No.", kNumber, "taxNumber"},
    {"R.F.C.", kNumber, "taxNumber"},
    {"RFC", kNumber, "taxNumber"},
    {"NIT #", kNumber, "taxNumber"},
    {"RUC #", kNumber, "taxNumber"},
    {"RIF #", kNumber, "taxNumber"},
    {"RTN", kNumber, "taxNumber"},
    {"C.U.I.T.", kNumber, "taxNumber"},
    {"C.N.P.J.", kNumber, "taxNumber"},
    {"Numero Unico de Identificacao Tributaria (NUIT)", kNumber, "taxNumber"},
    {"Italian Fiscal Code", kNumber, "taxNumber"},
    {"Fiscal Code", kNumber, "taxNumber"},
    {"US FEIN", kNumber, "taxNumber"},
    {"Numero de Identificacion Tributaria", kNumber, "taxNumber"},
    {"V.A.T. Number", kNumber, "vatCode"},
    {"Registration ID", kNumber, "registrationNumber"},
    {"Registration Number", kNumber, "registrationNumber"},
    {"Business Registration Number", kNumber, "registrationNumber"},
    {"Business Registration Document #", kNumber, "registrationNumber"},
    {"Business Number", kNumber, "registrationNumber"},
    {"Company Number", kNumber, "registrationNumber"},
    {"UK Company Number", kNumber, "registrationNumber"},
    {"Commercial Registry Number", kNumber, "registrationNumber"},
    {"C.R. No.", kNumber, "registrationNumber"},
    {"Public Registration Number", kNumber, "registrationNumber"},
    {"Enterprise Number", kNumber, "registrationNumber"},
    {"Central Registration System Number", kNumber, "registrationNumber"},
    {"Economic Register Number (CBLS)", kNumber, "registrationNumber"},
    {"Chamber of Commerce Number", kNumber, "registrationNumber"},
    {"Istanbul Chamber of Comm. No.", kNumber, "registrationNumber"},
    {"Dubai Chamber of Commerce Membership No.", kNumber, "registrationNumber"},
    {"Matricula Mercantil No", kNumber, "registrationNumber"},
    {"Matricula Mercantil No.", kNumber, "registrationNumber"},
    {"Folio Mercantil No.", kNumber, "registrationNumber"},
    {"Registered Charity No.", kNumber, "registrationNumber"},
    {"Certificate of Incorporation Number", kNumber, "registrationNumber"},
    {"File Number", kNumber, "registrationNumber"},
    {"Romanian C.R.", kNumber, "registrationNumber"},
    {"Romanian Tax Registration", kNumber, "taxNumber"},
    {"Romanian Permanent Resident", kNumber, "idNumber"},
    {"Dominica Company Number", kNumber, "registrationNumber"},
    {"Trade License No.", kNumber, "licenseNumber"},
    {"License", kNumber, "licenseNumber"},
    {"Commercial License Number", kNumber, "licenseNumber"},
    {"Afghan Money Service Provider License Number", kNumber, "licenseNumber"},
    {"MSB Registration Number", kNumber, "licenseNumber"},
    {"Government Gazette Number", kNumber, "idNumber"},
    {"D-U-N-S Number", kNumber, "dunsCode"},
    {"Legal Entity Number", kNumber, "leiCode"},
    {"Unified Social Credit Code (USCC)", kNumber, "uscCode"},
    {"Global Intermediary Identification Number", kNumber, "giiNumber"},
    {"SWIFT/BIC", kNumber, "swiftBic"},
    {"BIK (RU)", kNumber, "bikCode"},
    {"ISIN", kNumber, "isinCode"},
    {"Equity Ticker", kText, "ticker"},
    {"Issuer Name", kText, "alias"},
    {"CAGE Code", kNumber, "cageCode"},
    {"Serial No.", kNumber, "idNumber"},
    {"C.I.N.", kNumber, "idNumber"},
    {"Public Security and Immigration No.", kNumber, "idNumber"},
    {"Immigration No.", kNumber, "idNumber"},
    {"Numero de Identidad", kNumber, "idNumber"},
    {"Tazkira National ID Card", kNumber, "idNumber"},
    {"Citizen's Card Number", kNumber, "idNumber"},
    {"UAE Identification", kNumber, "idNumber"},
    {"Permit Number", kNumber, "idNumber"},
    {"Trademark number", kNumber, "idNumber"},
    {"Paraguayan tax identification number", kNumber, "taxNumber"},
    {"N.I.F.", kNumber, "taxNumber"},
    {"RSIN", kNumber, "taxNumber"},
    {"Tourism License No.", kNumber, "licenseNumber"},
    {"Pilot License Number", kNumber, "licenseNumber"},
    {"Registration Certificate Number (Dubai)", kNumber, "registrationNumber"},
    {"Branch Unit Number", kNumber, "registrationNumber"},
    {"Organization Code", kNumber, "registrationNumber"},
    {"United Social Credit Code Certificate (USCCC)", kNumber, "uscCode"},
    {"Russian State Individual Business Registration Number Pattern (OGRNIP)", kNumber, "ogrnCode"},
    {"Aircraft Serial Identification", kNumber, "serialNumber"},
    // Reachability and description.
    {"Email Address", kText, "email"},
    {"Email:", kText, "email"},
    {"Email", kText, "email"},
    {"E-mail", kText, "email"},
    {"Website", kWebsite, "website"},
    {"Phone Number", kText, "phone"},
    {"UN/LOCODE", kNote, "notes"},
    {"MICEX Code", kText, "ticker"},
    {"Registration Country", kCountry, "jurisdiction"},
    {"Telephone", kText, "phone"},
    {"Telephone:", kText, "phone"},
    {"Phone No.", kText, "phone"},
    {"Phone", kText, "phone"},
    {"Fax", kNote, "notes"},
    {"Telex", kNote, "notes"},
    {"Occupation:", kText, "position"},
    {"Position:", kText, "position"},
    {"Alternate Title:", kText, "position"},
    {"Alternate Title,", kText, "position"},
    {"Rank", kText, "position"},
    {"Company ID:", kNumber, "registrationNumber"},
    {"ethnicity", kText, "ethnicity"},
    {"U.S.A. Passport", kNumber, "passportNumber"},
    {"Organization Established Date", kDate, "incorporationDate"},
    {"Organization Type:", kText, "sector"},
    {"Target Type", kText, "classification"},
    {"All offices worldwide", kNote, "notes"},
    {"Location", kNote, "notes"},
    // Vessels and aircraft.
    {"Vessel Registration Identification", kVesselId, "imoNumber"},
    {"Other Vessel Registration Identification", kVesselId, "imoNumber"},
    {"Vessel Call Sign", kText, "callSign"},
    {"VESSEL CALL SIGN", kText, "callSign"},
    {"Other Vessel Call Sign", kText, "callSign"},
    {"VESSEL FLAG", kCountry, "flag"},
    {"Vessel Flag", kCountry, "flag"},
    {"Other Vessel Flag", kCountry, "flag"},
    {"Former Vessel Flag", kCountry, "pastFlags"},
    {"VESSEL TYPE", kText, "type"},
    {"Vessel Type", kText, "type"},
    {"Other Vessel Type", kText, "type"},
    {"Former Vessel Type", kText, "pastTypes"},
    {"VESSEL OWNER", kNote, "notes"},
    {"Vessel Owner", kNote, "notes"},
    {"VESSEL TONNAGE", kText, "tonnage"},
    {"VESSEL GROSS TONNAGE", kText, "grossRegisteredTonnage"},
    {"VESSEL GROSS REGISTERED TONNAGE", kText, "grossRegisteredTonnage"},
    {"Dead Weight Tonnage", kText, "deadweightTonnage"},
    {"Vessel Year of Build", kDate, "buildDate"},
    {"Vessel Build Date", kDate, "buildDate"},
    {"MMSI", kText, "mmsi"},
    {"Aircraft Model", kText, "model"},
    {"Aircraft Operator", kNote, "notes"},
    {"Aircraft Manufacture Date", kDate, "buildDate"},
    {"Aircraft Manufacturer's Serial Number (MSN)", kText, "serialNumber"},
    {"Aircraft Construction Number (also called L/N or S/N or F/N)", kText, "serialNumber"},
    {"Aircraft Tail Number", kText, "registrationNumber"},
    {"Aircraft Type", kText, "type"},
    {"Previous Aircraft Tail Number", kText, "registrationNumber"},
    {"Aircraft Mode S Transponder Code", kNote, "notes"},
    // What the listing means.
    {"Digital Currency Address", kWallet, ""},
    {"Secondary sanctions risk:", kSecondary, ""},
    {"Secondary sanctions risk", kSecondary, ""},
    {"Additional Sanctions Information", kSecondary, ""},
    {"Additional Sanctions Information -", kSecondary, ""},
    {"Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:", kSecondary, ""},
    {"Executive Order 13662 Directive Determination -", kDirective, "13662"},
    {"Executive Order 13662 Directive Determination", kDirective, "13662"},
    {"Executive Order 14024 Directive Information", kDirective, "14024"},
    {"Executive Order 14024 Directive Information -", kDirective, "14024"},
    {"Executive Order 14014 Directive Information:", kDirective, "14014"},
    {"Executive Order 14014 Directive Information", kDirective, "14014"},
    {"Listing Date", kListingDate, ""},
    {"Effective Date", kEffectiveDate, ""},
    {"Purchase/Sales For Divestment Date", kMenu, "cmic"},
    {"CAATSA Section 235 Information:", kMenu, ""},
    {"CAATSA Section 235 Information", kMenu, ""},
    {"PEESA Information:", kMenu, ""},
    {"Executive Order 13846 information:", kMenu, ""},
    {"Executive Order 14059 information:", kMenu, ""},
    {"IFCA Determination -", kMenu, ""},
    {"U.S. Persons Must Continue to Block", kDirective, "13599"},
    {"For more information, please see", kIgnore, "a link to OFAC's own page"},
    {"For more information on directives", kIgnore, "a link to OFAC's own page"},
    {"For more information, please reference", kIgnore, "a link to OFAC's own page"},
};

bool boundary(std::string_view rest) {
  if (rest.empty()) return true;
  const char c = rest.front();
  return c == ' ' || c == ':' || c == ',' || c == '(' || c == '-';
}

// Labels by their first byte, longest first. Cases share their low five bits, which are all that is looked at.
using Buckets = std::array<std::vector<const Label*>, 32>;
const Buckets& buckets() {
  static const Buckets all = [] {
    Buckets out;
    for (const Label& label : kLabels) out[static_cast<unsigned char>(label.text.front()) & 0x1FU].push_back(&label);
    for (std::vector<const Label*>& bucket : out) {
      std::stable_sort(bucket.begin(), bucket.end(),
                       [](const Label* a, const Label* b) { return a->text.size() > b->text.size(); });
    }
    return out;
  }();
  return all;
}

}  // namespace

const Label* find_label(std::string_view remark, std::string_view& rest) {
  if (remark.empty()) return nullptr;
  for (const Label* label : buckets()[static_cast<unsigned char>(remark.front()) & 0x1FU]) {
    if (!starts_with_ci(remark, label->text)) continue;
    // A label that ends in its own mark needs none behind it.
    const std::string_view behind = remark.substr(label->text.size());
    const char last = label->text.back();
    if (last != ':' && last != '#' && last != '.' && !boundary(behind)) continue;
    rest = trim(behind);
    return label;
  }
  return nullptr;
}

const Label* find_exact_label(std::string_view name, std::string_view& rest) {
  std::string_view behind;
  const Label* label = find_label(trim(name), behind);
  if (label == nullptr) return nullptr;
  rest = behind;
  // A type that says more than its label is a different type, except where the label's own kind reads the rest.
  if (!behind.empty() && label->kind != FactKind::kWallet && label->kind != FactKind::kListingDate &&
      label->kind != FactKind::kEffectiveDate && label->kind != FactKind::kMenu && behind != "-" && behind != ":") {
    return nullptr;
  }
  return label;
}

}  // namespace penumbra::ingest::ofac
