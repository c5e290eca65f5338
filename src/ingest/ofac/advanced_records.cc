#include "ingest/ofac/advanced_records.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "ingest/text.h"

namespace penumbra::ingest::ofac {
namespace {

std::optional<int> whole(std::string_view text) {
  text = trim(text);
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Elements and attributes of sdn_advanced.xsd, sorted. Missing are those that no file of OFAC has had (deltas,
// durations, external references): where one comes, it is a finding. Read past, with the reason: IDs of details
// (Feature/@ID, Alias/@FixedRef, DocumentedName/@ID ...) number rows of OFAC's data base; *Fixed, ScriptStatus,
// LocPartValueType and -Status, Acronym, Reliability and RelationQuality carry one and the same value throughout;
// FeatureVersionReference and IDRegDocumentReference repeat a reference that is read from its other end; Organisation,
// SubsidiaryBody, DecisionMakingBody and CountryRelevance describe OFAC itself.
constexpr std::array<std::string_view, 205> kNames = {"Acronym",
                                                      "Alias",
                                                      "AliasType",
                                                      "AliasTypeID",
                                                      "AliasTypeValues",
                                                      "Approximate",
                                                      "AreaCode",
                                                      "AreaCodeID",
                                                      "AreaCodeType",
                                                      "AreaCodeTypeID",
                                                      "AreaCodeTypeValues",
                                                      "AreaCodeValues",
                                                      "CalendarType",
                                                      "CalendarTypeID",
                                                      "CalendarTypeValues",
                                                      "Comment",
                                                      "Country",
                                                      "CountryID",
                                                      "CountryRelevance",
                                                      "CountryRelevanceID",
                                                      "CountryRelevanceValues",
                                                      "CountryValues",
                                                      "Date",
                                                      "DateOfIssue",
                                                      "DatePeriod",
                                                      "Day",
                                                      "DayFixed",
                                                      "DecisionMakingBody",
                                                      "DecisionMakingBodyID",
                                                      "DecisionMakingBodyValues",
                                                      "Description",
                                                      "DetailCode",
                                                      "DetailReference",
                                                      "DetailReferenceID",
                                                      "DetailReferenceValues",
                                                      "DetailType",
                                                      "DetailTypeID",
                                                      "DetailTypeValues",
                                                      "DistinctParties",
                                                      "DistinctParty",
                                                      "DocNameStatus",
                                                      "DocNameStatusID",
                                                      "DocNameStatusValues",
                                                      "DocumentDate",
                                                      "DocumentedName",
                                                      "DocumentedNameID",
                                                      "DocumentedNamePart",
                                                      "DocumentedNameReference",
                                                      "End",
                                                      "EntryEvent",
                                                      "EntryEventType",
                                                      "EntryEventTypeID",
                                                      "EntryEventTypeValues",
                                                      "EntryLinkType",
                                                      "EntryLinkTypeID",
                                                      "EntryLinkTypeValues",
                                                      "ExRefType",
                                                      "ExRefTypeID",
                                                      "ExRefTypeValues",
                                                      "False",
                                                      "Feature",
                                                      "FeatureType",
                                                      "FeatureTypeGroup",
                                                      "FeatureTypeGroupID",
                                                      "FeatureTypeGroupValues",
                                                      "FeatureTypeID",
                                                      "FeatureTypeValues",
                                                      "FeatureVersion",
                                                      "FeatureVersionID",
                                                      "FeatureVersionReference",
                                                      "FixedRef",
                                                      "Former",
                                                      "From",
                                                      "From-ProfileID",
                                                      "ID",
                                                      "IDRegDocDateType",
                                                      "IDRegDocDateTypeID",
                                                      "IDRegDocDateTypeValues",
                                                      "IDRegDocType",
                                                      "IDRegDocTypeID",
                                                      "IDRegDocTypeValues",
                                                      "IDRegDocument",
                                                      "IDRegDocumentID",
                                                      "IDRegDocumentReference",
                                                      "IDRegDocuments",
                                                      "IDRegistrationNo",
                                                      "IS03166-3Code",
                                                      "ISO2",
                                                      "ISO3",
                                                      "Identity",
                                                      "IdentityFeatureLinkType",
                                                      "IdentityFeatureLinkTypeID",
                                                      "IdentityFeatureLinkTypeValues",
                                                      "IdentityID",
                                                      "IdentityReference",
                                                      "IssuedBy-CountryID",
                                                      "IssuedIn-LocationID",
                                                      "IssuingAuthority",
                                                      "LegalBasis",
                                                      "LegalBasisID",
                                                      "LegalBasisShortRef",
                                                      "LegalBasisType",
                                                      "LegalBasisTypeID",
                                                      "LegalBasisTypeValues",
                                                      "LegalBasisValues",
                                                      "List",
                                                      "ListID",
                                                      "ListValues",
                                                      "LocPartType",
                                                      "LocPartTypeID",
                                                      "LocPartTypeValues",
                                                      "LocPartValueStatus",
                                                      "LocPartValueStatusID",
                                                      "LocPartValueStatusValues",
                                                      "LocPartValueType",
                                                      "LocPartValueTypeID",
                                                      "LocPartValueTypeValues",
                                                      "Location",
                                                      "LocationAreaCode",
                                                      "LocationCountry",
                                                      "LocationID",
                                                      "LocationPart",
                                                      "LocationPartValue",
                                                      "Locations",
                                                      "LowQuality",
                                                      "MasterNamePartGroup",
                                                      "Month",
                                                      "MonthFixed",
                                                      "NamePartGroup",
                                                      "NamePartGroupID",
                                                      "NamePartGroups",
                                                      "NamePartType",
                                                      "NamePartTypeID",
                                                      "NamePartTypeValues",
                                                      "NamePartValue",
                                                      "Notional",
                                                      "Organisation",
                                                      "OrganisationID",
                                                      "OrganisationValues",
                                                      "PartySubType",
                                                      "PartySubTypeID",
                                                      "PartySubTypeValues",
                                                      "PartyType",
                                                      "PartyTypeID",
                                                      "PartyTypeValues",
                                                      "Primary",
                                                      "Profile",
                                                      "ProfileID",
                                                      "ProfileRelationship",
                                                      "ProfileRelationshipID",
                                                      "ProfileRelationships",
                                                      "ReferenceValueSets",
                                                      "RelationQuality",
                                                      "RelationQualityID",
                                                      "RelationQualityValues",
                                                      "RelationType",
                                                      "RelationTypeID",
                                                      "RelationTypeValues",
                                                      "Reliability",
                                                      "ReliabilityID",
                                                      "ReliabilityValues",
                                                      "Sanctions",
                                                      "SanctionsEntries",
                                                      "SanctionsEntry",
                                                      "SanctionsEntryID",
                                                      "SanctionsEntryLink",
                                                      "SanctionsEntryLinks",
                                                      "SanctionsEntryReference",
                                                      "SanctionsMeasure",
                                                      "SanctionsProgram",
                                                      "SanctionsProgramID",
                                                      "SanctionsProgramValues",
                                                      "SanctionsType",
                                                      "SanctionsTypeID",
                                                      "SanctionsTypeValues",
                                                      "Script",
                                                      "ScriptCode",
                                                      "ScriptID",
                                                      "ScriptStatus",
                                                      "ScriptStatusID",
                                                      "ScriptStatusValues",
                                                      "ScriptValues",
                                                      "Start",
                                                      "SubsidiaryBody",
                                                      "SubsidiaryBodyID",
                                                      "SubsidiaryBodyValues",
                                                      "SupInfoType",
                                                      "SupInfoTypeID",
                                                      "SupInfoTypeValues",
                                                      "Symmetrical",
                                                      "TargetType",
                                                      "TargetTypeID",
                                                      "TargetTypeValues",
                                                      "To",
                                                      "To-ProfileID",
                                                      "Validity",
                                                      "ValidityID",
                                                      "ValidityValues",
                                                      "Value",
                                                      "Version",
                                                      "VersionDetail",
                                                      "VersionLocation",
                                                      "Year",
                                                      "YearFixed",
                                                      "schemaLocation"};

}  // namespace

std::string_view ReferenceValue::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

void ReferenceValues::add(const XmlNode& set) {
  for (const XmlNode& value : set.children) {
    sets_[value.name][std::string(value.attribute("ID"))] = {tidy(value.text),
                                                             {value.attributes.begin(), value.attributes.end()}};
  }
}

const ReferenceValue* ReferenceValues::find(std::string_view kind, std::string_view id) const {
  const auto set = sets_.find(kind);
  if (set == sets_.end()) return nullptr;
  const auto value = set->second.find(std::string(id));
  return value == set->second.end() ? nullptr : &value->second;
}

std::string_view ReferenceValues::text(std::string_view kind, std::string_view id) const {
  const ReferenceValue* value = find(kind, id);
  return value == nullptr ? std::string_view() : std::string_view(value->text);
}

Location read_location(const XmlNode& node, const ReferenceValues& values) {
  // A letter's order, whatever the order in the file.
  constexpr std::array<std::string_view, 8> kOrder = {"ADDRESS1", "ADDRESS2",       "ADDRESS3",    "CITY",
                                                      "REGION",   "STATE/PROVINCE", "POSTAL CODE", "Unknown"};
  std::array<std::string, kOrder.size()> parts;
  Location out;
  for (const XmlNode& child : node.children) {
    if (child.name == "LocationPart") {
      const std::string_view type = values.text("LocPartType", child.attribute("LocPartTypeID"));
      const auto* const at = std::find(kOrder.begin(), kOrder.end(), type);
      if (at == kOrder.end()) out.unknown_parts.emplace_back(type);
      std::string& target = at == kOrder.end() ? parts.back() : parts[static_cast<std::size_t>(at - kOrder.begin())];
      for (const XmlNode& value : child.children) {
        const std::string text = tidy(value.child_text("Value"));
        if (!text.empty()) target += (target.empty() ? "" : ", ") + text;
        if (const std::string comment = tidy(value.child_text("Comment")); !comment.empty())
          out.comment += (out.comment.empty() ? "" : "; ") + comment;
      }
    } else if (child.name == "LocationCountry") {
      out.country = values.text("Country", child.attribute("CountryID"));
    } else if (child.name == "LocationAreaCode" && out.country.empty()) {
      if (const ReferenceValue* area = values.find("AreaCode", child.attribute("AreaCodeID"))) {
        out.country = tidy(area->attribute("Description"));
      }
    }
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // The classic files write "Moscow 119180", too.
    const std::string_view between = out.text.empty() ? "" : kOrder[i] == "POSTAL CODE" ? " " : ", ";
    if (!parts[i].empty()) out.text += std::string(between) + parts[i];
  }
  return out;
}

PartialDate read_point(const XmlNode& node) {
  const auto year = whole(node.child_text("Year"));
  const auto month = whole(node.child_text("Month"));
  const auto day = whole(node.child_text("Day"));
  if (!year || *year < 1000 || *year > 2999) return {};
  if (!month) return PartialDate(*Date::from_ymd(*year, 1, 1), Precision::kYear, Bound::kExact);
  const auto first = Date::from_ymd(*year, *month, 1);
  if (!first) return {};
  if (!day) return PartialDate(*first, Precision::kMonth, Bound::kExact);
  const auto whole_day = Date::from_ymd(*year, *month, *day);
  return whole_day ? PartialDate(*whole_day) : PartialDate();
}

std::string read_period(const XmlNode& period) {
  const XmlNode* start = period.child("Start");
  const XmlNode* end = period.child("End");
  const auto point = [](const XmlNode* side, std::string_view name, std::string_view other) {
    if (side == nullptr) return PartialDate();
    const XmlNode* node = side->child(name);
    if (node == nullptr) node = side->child(other);
    return node == nullptr ? PartialDate() : read_point(*node);
  };
  PartialDate first = point(start, "From", "To");
  PartialDate last = point(end, "To", "From");
  if (!first.known() && !last.known()) return {};
  if (!first.known()) first = last;
  if (!last.known()) last = point(start, "To", "From");
  if (!last.known()) last = first;
  const bool circa = (start != nullptr && start->attribute("Approximate") == "true") ||
                     (end != nullptr && end->attribute("Approximate") == "true");
  const std::string prefix = circa ? "circa " : "";
  const Date from = first.first();
  const Date to = last.last();
  if (from == to) return prefix + from.to_string();
  if (from.month() == 1 && from.day() == 1 && to.month() == 12 && to.day() == 31 && from.year() == to.year()) {
    return prefix + std::to_string(from.year());
  }
  const PartialDate month(*Date::from_ymd(from.year(), from.month(), 1), Precision::kMonth, Bound::kExact);
  if (month.first() == from && month.last() == to) return prefix + month.to_string();
  return prefix + from.to_string() + " to " + to.to_string();
}

bool is_known_name(std::string_view name) {
  // Asked for every element and attribute of the file: a bucket for each shape of a name holds one or two.
  constexpr std::size_t kBuckets = 512;
  const auto shape = [](std::string_view text) {
    return (text.size() * 37 + static_cast<unsigned char>(text.front()) * 7 +
            static_cast<unsigned char>(text[text.size() / 2]) * 61 + static_cast<unsigned char>(text.back()) * 131) %
           kBuckets;
  };
  static const std::vector<std::vector<std::string_view>> buckets = [&shape] {
    std::vector<std::vector<std::string_view>> out(kBuckets);
    for (const std::string_view known : kNames) out[shape(known)].push_back(known);
    return out;
  }();
  if (name.empty()) return false;
  const std::vector<std::string_view>& bucket = buckets[shape(name)];
  return std::find(bucket.begin(), bucket.end(), name) != bucket.end();
}

}  // namespace penumbra::ingest::ofac
