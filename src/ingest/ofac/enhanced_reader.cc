// OFAC's enhanced XML of the Sanctions List Service (since 2024): SDN_ENHANCED.XML, CONS_ENHANCED.XML, or both.
#include <algorithm>
#include <array>
#include <string>

#include "ingest/ofac/enhanced_mapper.h"
#include "ingest/ofac/programmes.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
#include "ingest/xml.h"
#include "ingest/xml_form.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{16} << 10;

bool is_known_namespace(std::string_view name) {
  return name.starts_with("https://sanctionslistservice.ofac.treas.gov/") && name.ends_with("ENHANCED_XML");
}

class Handler final : public XmlHandler {
 public:
  Handler(const InputFile& file, ofac::EnhancedMapper& mapper, ReadOutcome& outcome)
      : file_(file), mapper_(mapper), outcome_(outcome) {}

  Status root(const XmlNode& element, std::string_view xml_namespace) override {
    if (element.name == "sanctionsData" && is_known_namespace(xml_namespace)) return {};
    return structure("the root element is {" + shown(xml_namespace, 100) + "}" + shown(element.name, 40) +
                         " instead of sanctionsData of the Sanctions List Service",
                     element, element.name);
  }

  bool is_record(std::span<const std::string> path) override {
    if (path.size() == 2) return path[1] == "publicationInfo";
    return path.size() == 3 && (path[2] == "referenceValue" || path[2] == "featureType" || path[2] == "entity");
  }

  Status record(std::span<const std::string> path, const XmlNode& node) override {
    if (path.size() == 2) return publication(node);
    if (path[2] == "referenceValue") {
      mapper_.add_reference(node);
    } else if (path[2] == "entity") {
      ++entities_;
      mapper_.add_entity(node);
    } else {
      mapper_.add_feature_type(node);
    }
    return {};
  }

  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    static constexpr std::array<std::string_view, 3> kContainers = {"referenceValues", "featureTypes", "entities"};
    if (path.size() == 2 && std::find(kContainers.begin(), kContainers.end(), path[1]) != kContainers.end()) return {};
    return structure("the element " + path_text(path) + " is not known", element, path_text(path));
  }

  Status finish() const {
    if (dated_ && entities_ > 0) return {};
    Error error{entities_ == 0 ? ErrorCode::kEmpty : ErrorCode::kUnexpectedStructure,
                entities_ == 0 ? "the list holds no entity" : "the file does not say as of which day it is",
                {},
                "Fetch it again; an empty list is not published"};
    error.position.file = file_.name;
    error.position.path = entities_ == 0 ? "sanctionsData/entities" : "sanctionsData/publicationInfo/dataAsOf";
    return error;
  }

 private:
  Status structure(std::string message, const XmlNode& element, std::string path) const {
    return Error{ErrorCode::kUnexpectedStructure, std::move(message),
                 SourcePosition{file_.name, element.line, 1, element.offset, std::move(path)},
                 "Check whether OFAC changed the format; this reader knows ENHANCED_XML as of 2025"};
  }

  Status publication(const XmlNode& node) {
    for (const XmlNode& child : node.children) {
      if (child.name == "dataAsOf") {
        const auto day = PartialDate::parse(without_time(child.text));
        if (!day.ok() || !day->known()) {
          return structure("dataAsOf is no date: \"" + shown(child.text, 40) + "\"", child, "dataAsOf");
        }
        dated_ = true;
        // Two files of one version: the earlier day is the day of which both speak.
        if (!outcome_.published.known() || day->earliest() < outcome_.published.earliest()) outcome_.published = *day;
      } else if (child.name == "filters") {
        for (const XmlNode& filter : child.children) {
          mapper_.report_unknown_names(filter);
          if (filter.name == "sanctionsLists") {
            for (const XmlNode& list : filter.children)
              outcome_.notes.push_back(file_.name + " says that it holds the list \"" + shown(list.text, 60) + "\"");
          }
          // An export of some programmes only looks like a list that shrank.
          if (filter.name == "sanctionsLists" || (filter.children.empty() && filter.text.empty())) continue;
          SourcePosition position{file_.name, filter.line, 1, filter.offset, "publicationInfo/filters/" + filter.name};
          mapper_.mapping().report(model::FindingLevel::kWarning, "filtered-export",
                                   "the file holds a selection only (" + shown(filter.name, 40) + ")", position);
          outcome_.notes.push_back(file_.name + " holds a selection of the list only (" + shown(filter.name, 40) + ")");
        }
      } else {
        return structure("the element publicationInfo/" + shown(child.name, 60) + " is not known", child, child.name);
      }
    }
    return {};
  }

  const InputFile& file_;
  ofac::EnhancedMapper& mapper_;
  ReadOutcome& outcome_;
  bool dated_ = false;
  std::uint64_t entities_ = 0;
};

class OfacEnhancedReader final : public Reader {
 public:
  std::string_view name() const override { return "ofac-enhanced-xml"; }

  std::string_view describes() const override {
    return "OFAC's enhanced XML: SDN_ENHANCED.XML, CONS_ENHANCED.XML, or both together";
  }

  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      return xml_root(file.bytes.substr(0, kPrefix)) == "sanctionsData";
    });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = ofac::kAuthority;
    ofac::EnhancedMapper mapper(source, outcome);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      mapper.begin_file(file.name);
      Handler handler(file, mapper, outcome);
      FormCheck form(name(), file, outcome.findings, handler);
      PENUMBRA_RETURN_IF_ERROR(read_xml(file, form));
      form.finish();
      PENUMBRA_RETURN_IF_ERROR(handler.finish());
    }
    mapper.finish();
    return outcome;
  }
};

}  // namespace

const Reader& ofac_enhanced_reader() {
  static const OfacEnhancedReader reader;
  return reader;
}

}  // namespace penumbra::ingest
