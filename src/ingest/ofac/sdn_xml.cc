// OFAC's SDN XML: sdn.xml, consolidated.xml, or both as one version. One schema (sdnList) under several namespaces:
// that of its first years, that of the consolidated file's own schema, and the Sanctions List Service's since 2024.
//
// The form: OFAC, sdn.xsd and consolidated.xsd. What the elements mean: the same as the columns of the classic files.
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "ingest/mapping.h"
#include "ingest/ofac/party_store.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/xml.h"
#include "ingest/xml_halves.h"

namespace penumbra::ingest {
namespace {

using ofac::StoredParty;

constexpr std::size_t kPrefix = std::size_t{16} << 10;

bool is_known_namespace(std::string_view name) {
  return name == "http://tempuri.org/sdnList.xsd" || name == "http://tempuri.org/consolidated.xsd" ||
         name.starts_with("https://sanctionslistservice.ofac.treas.gov/");
}

// The element names of the schema, each with the reason where it is left out. Any other one is a finding.
struct Element {
  std::string_view name;
  std::string_view left_out;  // "": it is mapped
};
constexpr Element kElements[] = {
    {"sdnEntry", ""},
    {"uid", ""},
    {"firstName", ""},
    {"lastName", ""},
    {"title", ""},
    {"sdnType", ""},
    {"remarks", ""},
    {"programList", ""},
    {"program", ""},
    {"idList", ""},
    {"id", ""},
    {"idType", ""},
    {"idNumber", ""},
    {"idCountry", ""},
    {"issueDate", ""},
    {"expirationDate", ""},
    {"akaList", ""},
    {"aka", ""},
    {"type", ""},
    {"category", ""},
    {"addressList", ""},
    {"address", ""},
    {"address1", ""},
    {"address2", ""},
    {"address3", ""},
    {"city", ""},
    {"stateOrProvince", ""},
    {"postalCode", ""},
    {"country", ""},
    {"nationalityList", ""},
    {"nationality", ""},
    {"citizenshipList", ""},
    {"citizenship", ""},
    {"dateOfBirthList", ""},
    {"dateOfBirthItem", ""},
    {"dateOfBirth", ""},
    {"placeOfBirthList", ""},
    {"placeOfBirthItem", ""},
    {"placeOfBirth", ""},
    {"vesselInfo", ""},
    {"callSign", ""},
    {"vesselType", ""},
    {"vesselFlag", ""},
    {"vesselOwner", ""},
    {"tonnage", ""},
    {"grossRegisteredTonnage", ""},
    {"mainEntry", "which of several values OFAC prints first; all of them are kept, in the file's order"},
};

bool is_known_element(std::string_view name) {
  static const std::unordered_set<std::string_view> all = [] {
    std::unordered_set<std::string_view> out;
    for (const Element& element : kElements) out.insert(element.name);
    return out;
  }();
  return all.contains(name);
}

std::string without_thousands(std::string_view number) {
  std::string out(number);
  std::erase(out, ',');
  return out;
}

// "05/06/2024".
std::optional<PartialDate> american_date(std::string_view text) {
  const auto parts = split(trim(text), "/");
  if (parts.size() != 3) return std::nullopt;
  std::array<int, 3> numbers{};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto [end, fault] = std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), numbers[i]);
    if (parts[i].empty() || fault != std::errc() || end != parts[i].data() + parts[i].size()) return std::nullopt;
  }
  const auto day = Date::from_ymd(numbers[2], numbers[0], numbers[1]);
  if (!day) return std::nullopt;
  return PartialDate(*day);
}

class Handler final : public XmlHandler {
 public:
  Handler(const InputFile& file, ofac::PartyStore& store, Mapping& mapping, ReadOutcome& outcome)
      : file_(file), store_(store), mapping_(mapping), outcome_(outcome) {}
  // For the later records of a file, with a store of its own.
  Handler(const InputFile& file, std::string_view source, ReadOutcome& outcome)
      : own_(std::make_unique<Own>(source, outcome)),
        file_(file),
        store_(own_->store),
        mapping_(own_->mapping),
        outcome_(outcome) {
    store_.begin_file(file.name);
  }

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    if (element.name == "sdnList" && is_known_namespace(xml_namespace)) return {};
    return structure("the root element is {" + shown(xml_namespace, 80) + "}" + shown(element.name, 40) +
                         " instead of sdnList in one of OFAC's namespaces",
                     element, element.name);
  }

  bool is_record(std::span<const std::string> path) override {
    return path.size() == 2 && (path[1] == "publshInformation" || path[1] == "sdnEntry");
  }

  Status record(std::span<const std::string> path, const XmlNode& node) override {
    return path[1] == "sdnEntry" ? entry(node) : publication(node);
  }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    return structure("the element " + path_text(path) + " is not known", element, path_text(path));
  }

  bool can_join(const Handler& later) const {
    // What the file says of itself stands before its parties.
    return !later.published_ && !later.stated_.has_value() && store_.can_join(later.store_);
  }
  void join(Handler& later) {
    store_.join(later.store_);
    entries_ += later.entries_;
  }

  Status finish() const {
    Error error{ErrorCode::kUnexpectedStructure, "", {}, "Fetch it again from its official address"};
    error.position.file = file_.name;
    error.position.path = "sdnList/publshInformation";
    if (entries_ == 0) {
      error.code = ErrorCode::kEmpty;
      error.message = "the list holds no sdnEntry";
      error.position.path = "sdnList/sdnEntry";
      return error;
    }
    if (!published_) {
      error.message = "the file does not say on which day it was published";
      return error;
    }
    if (stated_.has_value() && *stated_ != entries_) {
      error.message =
          "the file says that it holds " + std::to_string(*stated_) + " parties and holds " + std::to_string(entries_);
      return error;
    }
    return {};
  }

 private:
  Status structure(std::string message, const XmlNode& element, std::string path) const {
    return Error{ErrorCode::kUnexpectedStructure, std::move(message),
                 SourcePosition{file_.name, element.line, 1, element.offset, std::move(path)},
                 "Check whether OFAC changed the format; this reader knows the sdnList schema of 2017 to 2026"};
  }

  Place place(const XmlNode& node) const {
    Place out{file_.name, node.line, node.offset, entry_path_};
    if (node.name != "sdnEntry") out.inner = node.name;
    return out;
  }

  Status publication(const XmlNode& node) {
    for (const XmlNode& child : node.children) {
      if (child.name == "Publish_Date") {
        const auto date = american_date(child.text);
        if (!date)
          return structure("Publish_Date is no date: \"" + shown(child.text, 40) + "\"", child, "Publish_Date");
        published_ = true;
        // Two files of one version: the earlier day is the day of which both speak.
        if (!outcome_.published.known() || date->earliest() < outcome_.published.earliest()) outcome_.published = *date;
      } else if (child.name == "Record_Count") {
        std::uint64_t count = 0;
        const auto [end, fault] = std::from_chars(child.text.data(), child.text.data() + child.text.size(), count);
        if (fault != std::errc() || end != child.text.data() + child.text.size()) {
          return structure("Record_Count is no number", child, "Record_Count");
        }
        stated_ = count;
      } else {
        return structure("the element publshInformation/" + shown(child.name, 60) + " is not known", child, child.name);
      }
    }
    return {};
  }

  void report_unknown_names(const XmlNode& node) {
    if (!is_known_element(node.name)) {
      mapping_.report(model::FindingLevel::kWarning, "unknown-field",
                      "the element " + shown(node.name, 60) + " is not known and is left out", place(node));
      return;
    }
    for (const auto& [name, value] : node.attributes) {
      if (name == "nil" && value == "true") continue;
      mapping_.report(model::FindingLevel::kWarning, "unknown-field",
                      "the attribute " + node.name + "/@" + shown(name, 60) + " is not known and is left out",
                      place(node));
    }
    const bool number = node.name == "uid";
    const bool good = number ? all_digits(node.text) : node.text == "true" || node.text == "false";
    if ((number || node.name == "mainEntry") && !node.text.empty() && !good) {
      mapping_.report(model::FindingLevel::kWarning, "unread-value",
                      "\"" + shown(node.text, 20) + "\" in " + node.name + " is not what stands there", place(node));
    }
    for (const XmlNode& child : node.children) report_unknown_names(child);
  }

  Status entry(const XmlNode& node) {
    ++entries_;
    ++outcome_.counts.records_in;
    uid_ = shown(node.child_text("uid"), 20);
    entry_path_ = "sdnEntry[uid=" + uid_ + "]";
    report_unknown_names(node);
    const std::string_view last = node.child_text("lastName");
    const std::string_view first = node.child_text("firstName");
    const std::string_view schema = ofac::schema_of_type(node.child_text("sdnType"));
    if (!all_digits(node.child_text("uid")) || uid_.empty() || (last.empty() && first.empty()) || schema.empty()) {
      ++outcome_.counts.reported;
      if (schema.empty()) {
        mapping_.report(model::FindingLevel::kError, "unknown-party-type",
                        "\"" + shown(node.child_text("sdnType"), 40) + "\" is no type of party that is known",
                        place(node));
      } else {
        mapping_.report(model::FindingLevel::kError, "incomplete-record", "an entry has no number or no name",
                        place(node));
      }
      return {};
    }
    StoredParty* party = store_.add(uid_, schema, place(node));
    if (party == nullptr) return {};
    ++outcome_.counts.mapped;
    StoredParty::Entry& entry = party->entries.back();
    entry.listed_name = listed_name(last, first);
    ofac::put_listed_name(party->entity, "name", entry.listed_name, true, place(node), mapping_);
    for (const XmlNode& part : node.children) add_part(part, *party, entry);
    return {};
  }

  static std::string listed_name(std::string_view last, std::string_view first) {
    std::string out(last);
    if (!first.empty()) out += (out.empty() ? "" : ", ") + std::string(first);
    return out;
  }

  void add_part(const XmlNode& part, StoredParty& party, StoredParty::Entry& entry) {
    model::Entity& entity = party.entity;
    if (part.name == "title") {
      ofac::put_title(entity, part.text, place(part), mapping_);
    } else if (part.name == "remarks") {
      ofac::apply_remarks(part.text, false, entity, party.facts, place(part), mapping_);
      entry.hints += part.text + ";";
    } else if (part.name == "programList") {
      for (const XmlNode& program : part.children) {
        const std::string name = tidy(program.text);
        if (program.name == "program" && !name.empty()) entry.programmes.push_back(name);
      }
    } else if (part.name == "idList") {
      for (const XmlNode& id : part.children) {
        const std::string_view type = id.child_text("idType");
        entry.hints += std::string(type) + " " + std::string(id.child_text("idNumber")) + ";";
        ofac::put_document(type, id.child_text("idNumber"), id.child_text("idCountry"), id.child_text("issueDate"),
                           id.child_text("expirationDate"), entity, party.facts, place(id), mapping_);
      }
    } else if (part.name == "akaList") {
      for (const XmlNode& aka : part.children) add_alias(aka, entity);
    } else if (part.name == "addressList") {
      for (const XmlNode& address : part.children) {
        ofac::put_address(
            entity,
            {address.child_text("address1"), address.child_text("address2"), address.child_text("address3"),
             address.child_text("city"), address.child_text("stateOrProvince"), address.child_text("postalCode")},
            address.child_text("country"), place(address), mapping_);
      }
    } else if (part.name == "nationalityList" || part.name == "citizenshipList") {
      const std::string_view property = part.name == "nationalityList" ? "nationality" : "citizenship";
      for (const XmlNode& item : part.children) {
        mapping_.put_country(entity, entity.schema == "Person" ? property : "country", item.child_text("country"),
                             place(item));
      }
    } else if (part.name == "dateOfBirthList") {
      for (const XmlNode& item : part.children) add_labelled("DOB", item.child_text("dateOfBirth"), party, item);
    } else if (part.name == "placeOfBirthList") {
      for (const XmlNode& item : part.children) add_labelled("POB", item.child_text("placeOfBirth"), party, item);
    } else if (part.name == "vesselInfo") {
      add_vessel(part, party);
    }
  }

  void add_labelled(std::string_view label_text, std::string_view value, StoredParty& party, const XmlNode& node) {
    std::string_view rest;
    const ofac::Label* label = ofac::find_exact_label(label_text, rest);
    if (label != nullptr && !value.empty()) {
      ofac::apply_fact(*label, label_text, value, party.entity, party.facts, place(node), mapping_);
    }
  }

  void add_alias(const XmlNode& aka, model::Entity& entity) {
    const std::string_view category = aka.child_text("category");
    if (category != "strong" && category != "weak") {
      mapping_.report(model::FindingLevel::kWarning, "unknown-alias-type",
                      "\"" + shown(category, 40) + "\" is no category of other name; the name is kept as a strong one",
                      place(aka));
    }
    const std::string name = listed_name(aka.child_text("lastName"), aka.child_text("firstName"));
    if (name.empty()) {
      mapping_.report(model::FindingLevel::kWarning, "empty-name", "another name of a party is empty", place(aka));
      return;
    }
    const std::string_view property =
        ofac::alias_property(aka.child_text("type"), category == "weak", place(aka), mapping_);
    ofac::put_listed_name(entity, property, name, false, place(aka), mapping_);
  }

  void add_vessel(const XmlNode& info, StoredParty& party) {
    model::Entity& entity = party.entity;
    for (const XmlNode& field : info.children) {
      if (field.text.empty()) continue;
      if (field.name == "callSign") {
        mapping_.put(entity, "callSign", field.text, place(field));
      } else if (field.name == "vesselType") {
        mapping_.put(entity, "type", field.text, place(field));
      } else if (field.name == "vesselFlag") {
        mapping_.put_country(entity, "flag", field.text, place(field));
      } else if (field.name == "vesselOwner") {
        party.owners.push_back(field.text);
      } else if (field.name == "tonnage") {
        mapping_.put(entity, "tonnage", without_thousands(field.text), place(field));
      } else if (field.name == "grossRegisteredTonnage") {
        mapping_.put(entity, "grossRegisteredTonnage", without_thousands(field.text), place(field));
      }
    }
  }

  struct Own {
    Own(std::string_view source, ReadOutcome& outcome) : mapping(outcome.findings), store(source, outcome, mapping) {}
    Mapping mapping;
    ofac::PartyStore store;
  };

  std::unique_ptr<Own> own_;
  const InputFile& file_;
  ofac::PartyStore& store_;
  Mapping& mapping_;
  ReadOutcome& outcome_;
  std::string uid_;  // of the entry in work
  std::string entry_path_ = "sdnEntry[uid=]";
  std::uint64_t entries_ = 0;
  std::optional<std::uint64_t> stated_;
  bool published_ = false;
};

class OfacSdnXmlReader final : public Reader {
 public:
  std::string_view name() const override { return "ofac-sdn-xml"; }

  std::string_view describes() const override { return "OFAC's SDN XML: sdn.xml, consolidated.xml, or both together"; }

  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      return xml_root(file.bytes.substr(0, kPrefix)) == "sdnList";
    });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = ofac::kAuthority;
    Mapping mapping(outcome.findings);
    ofac::PartyStore store(source, outcome, mapping);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      store.begin_file(file.name);
      Handler handler(file, store, mapping, outcome);
      PENUMBRA_RETURN_IF_ERROR(read_list_xml(name(), file, "sdnEntry", outcome, handler, [&](ReadOutcome& later) {
        return std::make_unique<Handler>(file, source, later);
      }));
      PENUMBRA_RETURN_IF_ERROR(handler.finish());
    }
    store.finish_by_programmes();
    return outcome;
  }
};

}  // namespace

const Reader& ofac_sdn_xml_reader() {
  static const OfacSdnXmlReader reader;
  return reader;
}

}  // namespace penumbra::ingest
