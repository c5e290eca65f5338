#include <algorithm>
#include <array>
#include <string>

#include "ingest/ofac/advanced_mapper.h"
#include "ingest/ofac/programmes.h"
#include "ingest/registry.h"
#include "ingest/text_checks.h"
#include "ingest/xml.h"
#include "ingest/xml_form.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{16} << 10;

// The namespace changed with the Sanctions List Service of 2024; the schema did not.
bool is_known_namespace(std::string_view name) {
  return name == "http://www.un.org/sanctions/1.0" || name == "https://www.un.org/sanctions/1.0" ||
         name.starts_with("https://sanctionslistservice.ofac.treas.gov/");
}

constexpr std::array<std::string_view, 7> kContainers = {
    "ReferenceValueSets",   "Locations",        "IDRegDocuments",     "DistinctParties",
    "ProfileRelationships", "SanctionsEntries", "SanctionsEntryLinks"};

class Handler final : public XmlHandler {
 public:
  Handler(const InputFile& file, ofac::AdvancedMapper& mapper, ReadOutcome& outcome)
      : file_(file), mapper_(mapper), outcome_(outcome) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    if (element.name == "Sanctions" && is_known_namespace(xml_namespace)) {
      mapper_.report_unknown_names(element);
      return {};
    }
    return structure("the root element is {" + shown(xml_namespace, 80) + "}" + shown(element.name, 40) +
                         " instead of {http://www.un.org/sanctions/1.0}Sanctions",
                     element, element.name);
  }

  bool is_record(std::span<const std::string> path) override {
    if (path.size() == 2) return path[1] == "DateOfIssue";
    if (path.size() != 3) return false;
    return path[1] == "ReferenceValueSets" || path[2] == "Location" || path[2] == "IDRegDocument" ||
           path[2] == "DistinctParty" || path[2] == "ProfileRelationship" || path[2] == "SanctionsEntry" ||
           path[2] == "SanctionsEntryLink";
  }

  Status record(std::span<const std::string> path, const XmlNode& node) override {
    if (path.size() == 2 || path[1] == "ReferenceValueSets") mapper_.report_unknown_names(node);
    if (path.size() == 2) {
      const PartialDate date = ofac::read_point(node);
      if (!date.known()) return structure("DateOfIssue holds no date", node, path_text(path));
      dated_ = true;
      // Two files of one version: the earlier day is the day of which both speak.
      if (!outcome_.published.known() || date.earliest() < outcome_.published.earliest()) outcome_.published = date;
    } else if (path[1] == "ReferenceValueSets") {
      mapper_.add_values(node);
    } else if (path[2] == "Location") {
      mapper_.add_location(node);
    } else if (path[2] == "IDRegDocument") {
      mapper_.add_document(node);
    } else if (path[2] == "DistinctParty") {
      ++parties_;
      mapper_.add_party(node);
    } else if (path[2] == "ProfileRelationship") {
      mapper_.add_relationship(node);
    } else if (path[2] == "SanctionsEntry") {
      mapper_.add_entry(node);
    } else {
      mapper_.add_entry_link(node);
    }
    return {};
  }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    if (path.size() == 2 && std::find(kContainers.begin(), kContainers.end(), path[1]) != kContainers.end()) return {};
    return structure("the element " + path_text(path) + " is not known", element, path_text(path));
  }

  Status finish() const {
    if (!dated_ || parties_ == 0) {
      Error error{
          parties_ == 0 ? ErrorCode::kEmpty : ErrorCode::kUnexpectedStructure,
          parties_ == 0 ? "the list holds no DistinctParty" : "the file does not say on which day it was issued",
          {},
          "Fetch it again; an empty list is not published"};
      error.position.file = file_.name;
      error.position.path = parties_ == 0 ? "Sanctions/DistinctParties" : "Sanctions/DateOfIssue";
      return error;
    }
    return {};
  }

 private:
  Status structure(std::string message, const XmlNode& element, std::string path) const {
    return Error{ErrorCode::kUnexpectedStructure, std::move(message),
                 SourcePosition{file_.name, element.line, 1, element.offset, std::move(path)},
                 "Check whether OFAC changed the format; this reader knows the advanced data model 1.0"};
  }

  const InputFile& file_;
  ofac::AdvancedMapper& mapper_;
  ReadOutcome& outcome_;
  bool dated_ = false;
  std::uint64_t parties_ = 0;
};

class OfacAdvancedReader final : public Reader {
 public:
  std::string_view name() const override { return "ofac-advanced-xml"; }

  std::string_view describes() const override {
    return "OFAC's advanced XML: sdn_advanced.xml, cons_advanced.xml, or both together";
  }

  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view start = file.bytes.substr(0, kPrefix);
      return xml_root(start) == "Sanctions" && (start.find("sanctions/1.0") != std::string_view::npos ||
                                                start.find("ofac.treas.gov") != std::string_view::npos ||
                                                start.find("ReferenceValueSets") != std::string_view::npos ||
                                                start.find("DateOfIssue") != std::string_view::npos);
    });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = ofac::kAuthority;
    ofac::AdvancedMapper mapper(source, outcome);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      mapper.begin_file(file.name);
      Handler handler(file, mapper, outcome);
      FormCheck form(name(), file, outcome.findings, handler);
      PENUMBRA_RETURN_IF_ERROR(read_xml(file, form));
      form.finish();
      PENUMBRA_RETURN_IF_ERROR(handler.finish());
      mapper.end_file();
    }
    mapper.finish();
    return outcome;
  }
};

}  // namespace

const Reader& ofac_advanced_reader() {
  static const OfacAdvancedReader reader;
  return reader;
}

}  // namespace penumbra::ingest
