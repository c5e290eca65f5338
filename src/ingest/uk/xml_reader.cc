// The XML editions: the UK Sanctions List (Designations/Designation, elements in containers) and OFSI's consolidated
// list (ArrayOfFinancialSanctionsTarget/FinancialSanctionsTarget, flat, one element per name).
#include <memory>
#include <string>

#include "base/name_table.h"
#include "ingest/memo.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/uk/mapper.h"
#include "ingest/xml.h"
#include "ingest/xml_form.h"
#include "ingest/xml_halves.h"

namespace penumbra::ingest {
namespace {

using uk::Field;

constexpr std::size_t kPrefix = std::size_t{16} << 10;
constexpr std::string_view kFix =
    "Check whether the publisher changed the format; this reader knows the editions of 2020 to 2026";
constexpr std::string_view kOfsiNamespace = "http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist";

// Elements that only hold others.
constexpr std::string_view kContainers[] = {"Names",
                                            "NonLatinNames",
                                            "Titles",
                                            "Addresses",
                                            "IndividualDetails",
                                            "Individual",
                                            "DOBs",
                                            "Nationalities",
                                            "Positions",
                                            "Genders",
                                            "BirthDetails",
                                            "EntityDetails",
                                            "Entity",
                                            "TypeOfEntities",
                                            "ParentCompanies",
                                            "Subsidiaries",
                                            "ShipDetails",
                                            "Ship",
                                            "IMONumbers",
                                            "CurrentOwnerOperators",
                                            "PhoneNumbers",
                                            "EmailAddresses",
                                            "Websites",
                                            "PassportDetails",
                                            "NationalIdentifierDetails",
                                            "PreviousFlags",
                                            "YearsBuilt",
                                            "TypeOfShipDetails",
                                            "TonnageOfShipDetails",
                                            "LengthOfShipDetails",
                                            "PreviousOwnerOperators",
                                            "CurrentBelievedFlagOfShips",
                                            "BusinessRegistrationNumbers",
                                            "HullIdentificationNumbers"};
// Elements whose children belong together.
constexpr std::string_view kGroups[] = {"Name",     "NonLatinName",       "Address",        "Location",
                                        "Passport", "NationalIdentifier", "PassportDetail", "NationalIdentifierDetail"};

enum class Holds : unsigned char { kOthers, kTogether };

// What an element holds; nothing when it is none of those above.
const Holds* holds(std::string_view name) {
  static const base::NameTable<Holds> table = [] {
    base::NameTable<Holds> made;
    for (const std::string_view known : kGroups) made.add(known, Holds::kTogether);
    for (const std::string_view known : kContainers) made.add(known, Holds::kOthers);
    return made;
  }();
  return table.find(name);
}

class Handler final : public XmlHandler {
 public:
  // `later`: the records behind the middle, before which the day of the file stands.
  Handler(std::string_view source, bool ofsi, const InputFile& file, ReadOutcome& outcome, bool later = false)
      : ofsi_(ofsi), later_(later), file_(file), outcome_(outcome), mapper_(source, ofsi, outcome) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    const std::string_view wanted = ofsi_ ? "ArrayOfFinancialSanctionsTarget" : "Designations";
    if (element.name != wanted || (!xml_namespace.empty() && (!ofsi_ || xml_namespace != kOfsiNamespace))) {
      return fault(element, "the root element is {" + shown(xml_namespace, 80) + "}" + shown(element.name, 60) +
                                " instead of " + std::string(wanted));
    }
    return {};
  }

  bool is_record(std::span<const std::string> path) override {
    return path.size() == 2 &&
           (path[1] == (ofsi_ ? "FinancialSanctionsTarget" : "Designation") || (!ofsi_ && path[1] == "DateGenerated"));
  }

  Status record(std::span<const std::string> path, const XmlNode& node) override {
    if (path[1] == "DateGenerated") {
      outcome_.published = read_list_day(node.text);
      if (!outcome_.published.known())
        return fault(node, "DateGenerated states no day: \"" + shown(node.text, 40) + "\"");
      return {};
    }
    if (!ofsi_ && !later_ && !outcome_.published.known())
      return fault(node, "the file does not say on which day it was made: DateGenerated is missing");
    ++outcome_.counts.records_in;
    uk::Row& row = row_;
    row.clear();
    row.position = place(node);
    for (const XmlNode& child : node.children) {
      if (!child.children.empty()) continue;
      const auto field = kind_of(child).field;
      if (!field) continue;
      // Two texts of one field ("OtherInformation" and "FurtherIdentifiyingInformation"): the second follows as its
      // own.
      if (*field != Field::kIgnored && row[*field].empty()) row.set(*field, child.text);
    }
    if (row[Field::kNameType].data() == nullptr) row.set(Field::kNameType, "alias");
    // The first primary name stands for the whole entry in the designation.
    if (const XmlNode* names = node.child("Names"); names != nullptr && !ofsi_) head_name(*names, row);
    const std::string party = mapper_.add(row);
    if (party.empty()) return {};
    report_attributes(node);
    if (const XmlNode* flags = node.child("SanctionsImposedIndicators"); flags != nullptr && !ofsi_) add_flags(*flags);
    walk(node, party, true);
    return {};
  }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    return fault(element, "the element " + path_text(path) + " stands where no element is known");
  }

  // The day of the file stands before its entries, and once.
  bool can_join(const Handler& later) const {
    return !later.outcome_.published.known() && mapper_.can_join(later.mapper_);
  }
  void join(Handler& later) { mapper_.join(later.mapper_); }

  Status finish() {
    mapper_.finish();
    if (outcome_.counts.records_in == 0) {
      SourcePosition position;
      position.file = file_.name;
      return Error{ErrorCode::kEmpty, "the list holds no entry", position,
                   "Fetch it again; an empty list is not published"};
    }
    if (!outcome_.published.known()) outcome_.notes.emplace_back("the file does not say on which day it was made");
    return {};
  }

 private:
  Place place(const XmlNode& node) const { return {file_.name, node.line, node.offset, node.name}; }

  Status fault(const XmlNode& element, std::string message) const {
    return Error{ErrorCode::kUnexpectedStructure, std::move(message),
                 SourcePosition{file_.name, element.line, 1, element.offset, element.name}, std::string(kFix)};
  }

  // Takes the primary name into the row of the entry.
  void head_name(const XmlNode& names, uk::Row& row) {
    for (const XmlNode& name : names.children) {
      if (ascii_lower(trim(name.child_text("NameType"))) != "primary name") continue;
      for (const XmlNode& part : name.children) {
        if (const auto field = kind_of(part).field; field && *field != Field::kIgnored) row.set(*field, part.text);
      }
      return;
    }
  }

  // <AssetFreeze>true</AssetFreeze>: the name of the element is the sanction.
  void add_flags(const XmlNode& flags) {
    std::string imposed;
    for (const XmlNode& flag : flags.children) {
      const std::string said = ascii_lower(trim(flag.text));
      if (said == "false" || said == "0" || said == "no") continue;
      if (said != "true" && said != "1" && said != "yes") {
        outcome_.findings.add(model::FindingLevel::kWarning, "unread-value",
                              "\"" + shown(flag.text, 40) + "\" in SanctionsImposedIndicators/" + shown(flag.name, 40) +
                                  " is neither true nor false",
                              place(flag));
        continue;
      }
      if (!imposed.empty()) imposed += '|';
      for (std::size_t i = 0; i < flag.name.size(); ++i) {
        const char c = flag.name[i];
        const bool large = c >= 'A' && c <= 'Z';
        if (large && i > 0) imposed += ' ';
        imposed += large ? static_cast<char>(c | 0x20) : c;
      }
    }
    mapper_.add_flags(imposed, place(flags));
  }

  // Elements say everything; attributes only that one is empty.
  void report_attributes(const XmlNode& node) {
    for (const auto& [name, value] : node.attributes) {
      if (name == "nil" || name == "type" || name == "schemaLocation") continue;
      outcome_.findings.add(model::FindingLevel::kWarning, "unknown-field",
                            "the attribute " + shown(node.name, 40) + "/@" + shown(name, 40) + " is not known",
                            place(node));
    }
    for (const XmlNode& child : node.children) report_attributes(child);
  }

  // Gives every group below a node to the mapper, and everything that is not known as a finding.
  void walk(const XmlNode& node, const std::string& party, bool top) {
    for (const XmlNode& child : node.children) {
      if (child.name == "SanctionsImposedIndicators" && !ofsi_) continue;
      const auto [field, what] = kind_of(child);
      if (child.children.empty()) {
        if (field == Field::kIgnored || what != nullptr) {
          if (!child.text.empty() && !field) mapper_.add_unknown(party, child.name, child.text, place(child));
          continue;
        }
        if (!field) {
          mapper_.add_unknown(party, child.name, child.text, place(child));
        } else if (!top) {
          row_.clear();
          row_.position = place(child);
          row_.set(*field, child.text);
          mapper_.add_to(party, row_);
        }
        continue;
      }
      if (what != nullptr && *what == Holds::kTogether) {
        uk::Row& row = row_;
        row.clear();
        row.position = place(child);
        for (const XmlNode& part : child.children) {
          const auto part_field = kind_of(part).field;
          if (!part_field || !part.children.empty())
            mapper_.add_unknown(party, child.name + "/" + part.name, part.text, place(part));
          else if (*part_field != Field::kIgnored)
            row.set(*part_field, part.text);
        }
        if (trim(row[Field::kNameType]).empty()) {
          row.set(Field::kNameType, "alias");
          if (child.name == "Name" && !ofsi_) {
            outcome_.findings.add(model::FindingLevel::kWarning, "missing-field",
                                  "a name does not say whether it is the primary one; it counts as an alias",
                                  row.position);
          }
        }
        mapper_.add_to(party, row);
      } else if (what != nullptr) {
        walk(child, party, false);
      } else if (field != Field::kIgnored) {
        for (const XmlNode& part : child.children)
          mapper_.add_unknown(party, child.name + "/" + part.name, part.text, place(part));
      }
    }
  }

  // What the name of an element says.
  struct Kind {
    std::optional<Field> field;
    const Holds* holds = nullptr;
  };
  const Kind& kind_of(const XmlNode& node) {
    return kinds_.get(node.name, [](std::string_view name) { return Kind{uk::field_of(name), holds(name)}; });
  }

  bool ofsi_;
  bool later_;
  const InputFile& file_;
  ReadOutcome& outcome_;
  uk::Mapper mapper_;
  Memo<Kind, 256> kinds_;
  uk::Row row_;  // the one that is put together
};

class UkXmlReader final : public Reader {
 public:
  explicit UkXmlReader(bool ofsi) : ofsi_(ofsi) {}

  std::string_view name() const override { return ofsi_ ? "uk-ofsi-xml" : "uk-sanctions-xml"; }

  std::string_view describes() const override {
    return ofsi_ ? "UK consolidated list of financial sanctions targets (OFSI, ConList.xml): one file"
                 : "UK Sanctions List, XML (UK_Sanctions_List.xml): one file";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const std::string_view root = xml_root(files[0].bytes.substr(0, kPrefix));
    return root == (ofsi_ ? "ArrayOfFinancialSanctionsTarget" : "Designations");
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "the UK list is one file, " + std::to_string(files.size()) + " were given",
                   {},
                   "Give one file per version"};
    }
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = ofsi_ ? "HM Treasury, Office of Financial Sanctions Implementation"
                              : "Foreign, Commonwealth and Development Office";
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    Handler handler(source, ofsi_, files[0], outcome);
    if (ofsi_) {
      // The rows of one entry stand anywhere in the file.
      FormCheck form(name(), files[0], outcome.findings, handler);
      PENUMBRA_RETURN_IF_ERROR(read_xml(files[0], form));
      form.finish();
    } else {
      PENUMBRA_RETURN_IF_ERROR(read_list_xml(
          name(), files[0], "Designation", outcome, handler,
          [&](ReadOutcome& later) { return std::make_unique<Handler>(source, false, files[0], later, true); }));
    }
    PENUMBRA_RETURN_IF_ERROR(handler.finish());
    return outcome;
  }

 private:
  bool ofsi_;
};

}  // namespace

const Reader& uk_sanctions_xml_reader() {
  static const UkXmlReader reader(false);
  return reader;
}

const Reader& uk_ofsi_xml_reader() {
  static const UkXmlReader reader(true);
  return reader;
}

}  // namespace penumbra::ingest
