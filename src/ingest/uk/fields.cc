// Every column and element of the UK's lists, from the official header of the CSV edition (read in files of 2026), the
// elements of the XML edition, the columns of OFSI's consolidated list of 2016 and 2022, and the elements of its XML.
#include <algorithm>
#include <set>
#include <string>

#include "base/name_table.h"
#include "ingest/text.h"
#include "ingest/uk/mapper.h"

namespace penumbra::ingest::uk {
namespace {

struct Name {
  std::string_view slug;
  Field field;
};

constexpr Name kNames[] = {
    {"unique-id", Field::kUniqueId},
    {"uniqueid", Field::kUniqueId},
    {"uksanctionslistref", Field::kUniqueId},
    {"fcoid", Field::kUniqueId},
    {"ofsi-group-id", Field::kGroupId},
    {"ofsigroupid", Field::kGroupId},
    {"group-id", Field::kGroupId},
    {"groupid", Field::kGroupId},
    {"un-reference-number", Field::kUnReference},
    {"unreferencenumber", Field::kUnReference},
    {"name", Field::kName},
    {"name-1", Field::kName1},
    {"name1", Field::kName1},
    {"name-2", Field::kName2},
    {"name2", Field::kName2},
    {"name-3", Field::kName3},
    {"name3", Field::kName3},
    {"name-4", Field::kName4},
    {"name4", Field::kName4},
    {"name-5", Field::kName5},
    {"name5", Field::kName5},
    {"name-6", Field::kName6},
    {"name6", Field::kName6},
    {"name-type", Field::kNameType},
    {"nametype", Field::kNameType},
    {"alias-type", Field::kNameType},
    {"aliastype", Field::kNameType},
    {"alias-strength", Field::kAliasQuality},
    {"aliasstrength", Field::kAliasQuality},
    {"alias-quality", Field::kAliasQuality},
    {"aliasquality", Field::kAliasQuality},
    {"title", Field::kTitle},
    {"nametitle", Field::kTitle},
    {"name-non-latin-script", Field::kNonLatin},
    {"namenonlatinscript", Field::kNonLatin},
    {"non-latin-script-type", Field::kNonLatinType},
    {"nonlatinscripttype", Field::kNonLatinType},
    {"non-latin-script-language", Field::kNonLatinLanguage},
    {"nonlatinscriptlanguage", Field::kNonLatinLanguage},
    {"regime-name", Field::kRegime},
    {"regimename", Field::kRegime},
    {"regime", Field::kRegime},
    {"designation-type", Field::kKind},
    {"individual-entity-ship", Field::kKind},
    {"individualentityship", Field::kKind},
    {"type", Field::kKind},
    {"group-type", Field::kKind},
    {"grouptypedescription", Field::kKind},
    {"designation-source", Field::kSource},
    {"designationsource", Field::kSource},
    {"listingtype", Field::kSource},
    {"sanctions-imposed", Field::kMeasures},
    {"sanctionsimposed", Field::kMeasures},
    {"other-information", Field::kOther},
    {"otherinformation", Field::kOther},
    {"furtheridentifiyinginformation", Field::kOther},
    {"uk-statement-of-reasons", Field::kReasons},
    {"ukstatementofreasons", Field::kReasons},
    {"address-line-1", Field::kAddress1},
    {"addressline1", Field::kAddress1},
    {"address-1", Field::kAddress1},
    {"address1", Field::kAddress1},
    {"address-line-2", Field::kAddress2},
    {"addressline2", Field::kAddress2},
    {"address-2", Field::kAddress2},
    {"address2", Field::kAddress2},
    {"address-line-3", Field::kAddress3},
    {"addressline3", Field::kAddress3},
    {"address-3", Field::kAddress3},
    {"address3", Field::kAddress3},
    {"address-line-4", Field::kAddress4},
    {"addressline4", Field::kAddress4},
    {"address-4", Field::kAddress4},
    {"address4", Field::kAddress4},
    {"address-line-5", Field::kAddress5},
    {"addressline5", Field::kAddress5},
    {"address-5", Field::kAddress5},
    {"address5", Field::kAddress5},
    {"address-line-6", Field::kAddress6},
    {"addressline6", Field::kAddress6},
    {"address-6", Field::kAddress6},
    {"address6", Field::kAddress6},
    {"address-postal-code", Field::kPostCode},
    {"addresspostalcode", Field::kPostCode},
    {"post-zip-code", Field::kPostCode},
    {"postcode", Field::kPostCode},
    {"address-country", Field::kCountry},
    {"addresscountry", Field::kCountry},
    {"country", Field::kCountry},
    {"phone-number", Field::kPhone},
    {"phonenumber", Field::kPhone},
    {"website", Field::kWebsite},
    {"email-address", Field::kEmail},
    {"emailaddress", Field::kEmail},
    {"date-designated", Field::kDesignated},
    {"datedesignated", Field::kDesignated},
    {"uk-sanctions-list-date-designated", Field::kDesignated},
    {"uksanctionslistdatedesignated", Field::kDesignated},
    {"listed-on", Field::kListed},
    {"datelisted", Field::kListed},
    {"last-updated", Field::kUpdated},
    {"lastupdated", Field::kUpdated},
    {"d-o-b", Field::kBirth},
    {"dob", Field::kBirth},
    {"dateofbirth", Field::kBirth},
    {"town-of-birth", Field::kBirthTown},
    {"townofbirth", Field::kBirthTown},
    {"country-of-birth", Field::kBirthCountry},
    {"countryofbirth", Field::kBirthCountry},
    {"nationality-ies", Field::kNationality},
    {"nationality", Field::kNationality},
    {"national-identifier-number", Field::kNationalId},
    {"nationalidentifiernumber", Field::kNationalId},
    {"national-identification-number", Field::kNationalId},
    {"ni-number", Field::kNationalId},
    {"nationalidnumber", Field::kNationalId},
    {"national-identifier-additional-information", Field::kNationalIdInfo},
    {"nationalidentifieradditionalinformation", Field::kNationalIdInfo},
    {"national-identification-details", Field::kNationalIdInfo},
    {"passport-number", Field::kPassport},
    {"passportnumber", Field::kPassport},
    {"passport-additional-information", Field::kPassportInfo},
    {"passportadditionalinformation", Field::kPassportInfo},
    {"passport-details", Field::kPassportInfo},
    {"passportdetails", Field::kPassportInfo},
    {"position", Field::kPosition},
    {"gender", Field::kGender},
    {"type-of-entity", Field::kBodyType},
    {"typeofentity", Field::kBodyType},
    {"orgtype", Field::kBodyType},
    {"subsidiaries", Field::kSubsidiaries},
    {"subsidiary", Field::kSubsidiaries},
    {"parent-company", Field::kParent},
    {"parentcompany", Field::kParent},
    {"business-registration-number-s", Field::kBusinessNumber},
    {"businessregistrationnumber", Field::kBusinessNumber},
    {"business-reg-no", Field::kBusinessNumber},
    {"businessregnumber", Field::kBusinessNumber},
    {"imo-number", Field::kImo},
    {"imonumber", Field::kImo},
    {"current-owner-operator-s", Field::kOwners},
    {"currentowneroperator", Field::kOwners},
    {"current-owners", Field::kOwners},
    {"currentowners", Field::kOwners},
    {"previous-owner-operator-s", Field::kPastOwners},
    {"previousowneroperator", Field::kPastOwners},
    {"previous-owners", Field::kPastOwners},
    {"previousowners", Field::kPastOwners},
    {"current-believed-flag-of-ship", Field::kFlag},
    {"currentbelievedflagofship", Field::kFlag},
    {"flag-of-ship", Field::kFlag},
    {"flagofvessel", Field::kFlag},
    {"previous-flags", Field::kPastFlags},
    {"previousflag", Field::kPastFlags},
    {"previousflags", Field::kPastFlags},
    {"type-of-ship", Field::kShipType},
    {"typeofship", Field::kShipType},
    {"typeofvessel", Field::kShipType},
    {"tonnage-of-ship", Field::kTonnage},
    {"tonnageofship", Field::kTonnage},
    {"tonnageofvessel", Field::kTonnage},
    {"length-of-ship", Field::kLength},
    {"lengthofship", Field::kLength},
    {"lengthofvessel", Field::kLength},
    {"year-built", Field::kBuilt},
    {"yearbuilt", Field::kBuilt},
    {"hull-identification-number-hin", Field::kHull},
    {"hullidentificationnumber", Field::kHull},
    {"hin", Field::kHull},
    {"groupstatus", Field::kStatus},
    // Left out.
    {"id", Field::kIgnored},             // numbers the row in OFSI's data base
    {"dateofbirthid", Field::kIgnored},  // the same
    {"grpstatus", Field::kIgnored},      // the first letter of GroupStatus
    {"aliastypename", Field::kIgnored},  // the same as AliasType
    {"fullname", Field::kIgnored},       // the parts of the name put together
    {"fulladdress", Field::kIgnored},    // the parts of the address put together
    {"datelistedday", Field::kIgnored},  // parts of dates that stand whole beside them
    {"datelistedmonth", Field::kIgnored},
    {"datelistedyear", Field::kIgnored},
    {"lastupdatedday", Field::kIgnored},
    {"lastupdatedmonth", Field::kIgnored},
    {"lastupdatedyear", Field::kIgnored},
    {"dayofbirth", Field::kIgnored},
    {"monthofbirth", Field::kIgnored},
    {"yearofbirth", Field::kIgnored},
    {"datedesignatedday", Field::kIgnored},
    {"datedesignatedmonth", Field::kIgnored},
    {"datedesignatedyear", Field::kIgnored},
};

}  // namespace

std::optional<Field> field_of(std::string_view name) {
  static const base::NameTable<Field> table = [] {
    base::NameTable<Field> made;
    for (const Name& entry : kNames) made.add(entry.slug, entry.field);
    return made;
  }();
  // The name of an element is its slug but for the case of letters; that of a column has blanks and signs.
  const bool letters = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  const Field* const field = letters ? table.find(Lowered(name)) : table.find(slug(name));
  if (field == nullptr) return std::nullopt;
  return *field;
}

std::string absent_fields(const std::set<Field>& seen, bool ofsi) {
  // OFSI's list says these in its other information, where they stand with labels.
  static const std::set<Field> kNotOfsi = {
      Field::kUniqueId, Field::kUnReference,  Field::kName,    Field::kSource,         Field::kMeasures,
      Field::kReasons,  Field::kPhone,        Field::kWebsite, Field::kEmail,          Field::kGender,
      Field::kBodyType, Field::kSubsidiaries, Field::kParent,  Field::kBusinessNumber, Field::kImo,
      Field::kOwners,   Field::kPastOwners,   Field::kFlag,    Field::kPastFlags,      Field::kShipType,
      Field::kTonnage,  Field::kLength,       Field::kBuilt,   Field::kHull,           Field::kStatus};
  static const std::set<Field> kOfsiOnly = {Field::kName, Field::kListed, Field::kStatus};
  std::string out;
  std::set<Field> told;
  for (const Name& entry : kNames) {
    if (entry.field == Field::kIgnored || seen.contains(entry.field) || !told.insert(entry.field).second) continue;
    if (ofsi ? kNotOfsi.contains(entry.field) : kOfsiOnly.contains(entry.field)) continue;
    out.append(out.empty() ? "" : ", ").append(entry.slug);
  }
  return out;
}

}  // namespace penumbra::ingest::uk
