// Checks of one statement that need more than one of its members: what a schema cannot say. The rules are those of the
// standard's documentation and of Open Ownership's own review tool, written anew.
#include <algorithm>
#include <array>
#include <utility>

#include "ingest/bods/statement.h"
#include "ingest/owners.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::bods {
namespace {

class Checks {
 public:
  Checks(const Statement& statement, std::vector<Fault>& out)
      : statement_(statement),
        body_(*statement.body),
        at_(statement.version == Version::k04 ? "/recordDetails" : ""),
        out_(out) {}

  void run() {
    not_to_come(*statement_.root, "statementDate", "/statementDate");
    if (const JsonNode* source = statement_.root->member("source")) {
      not_to_come(*source, "retrievedAt", "/source/retrievedAt");
    }
    annotations();
    if (statement_.type == Type::kEntity) entity();
    if (statement_.type == Type::kPerson) person();
    if (statement_.type == Type::kRelationship) relationship();
  }

 private:
  void add(std::string_view key, std::string path, std::string message) {
    if (out_.size() < kMaxFaults) out_.push_back({key, std::move(path), std::move(message)});
  }

  static std::optional<PartialDate> date_of(const JsonNode& node, std::string_view member) {
    const JsonNode* value = node.member(member);
    return value != nullptr && value->is_string() ? read_date(value->text()) : std::nullopt;
  }

  // One day of grace for those who live ahead of UTC.
  void not_to_come(const JsonNode& node, std::string_view member, std::string path) {
    const auto date = date_of(node, member);
    if (date && date->earliest() > Date::today().plus_days(1)) {
      add("future-date", std::move(path), "the date " + date->to_string() + " is still to come");
    }
  }

  void annotations() {
    const JsonNode* list = statement_.root->member("annotations");
    if (list == nullptr || !list->is_array()) return;
    for (std::size_t i = 0; i < list->items().size(); ++i) {
      const JsonNode& annotation = list->items()[i];
      const std::string path = "/annotations/" + std::to_string(i);
      const std::string_view motivation = annotation.text_of("motivation");
      const JsonNode* target = annotation.member("statementPointerTarget");
      if (statement_.version == Version::k04) {
        if (target == nullptr) add("missing-field", path + "/statementPointerTarget", "the member is missing");
        if (annotation.member("motivation") == nullptr) {
          add("missing-field", path + "/motivation", "the member is missing");
        }
      }
      if (target != nullptr && target->is_string() && !points_into(*statement_.root, target->text())) {
        add("bad-pointer", path + "/statementPointerTarget",
            "\"" + shown(target->text(), 60) + "\" points to nothing in the statement");
      }
      if (motivation == "linking" && annotation.member("url") == nullptr) {
        add("missing-field", path + "/url", "an annotation that links has no url");
      }
      if (motivation != "transformation" && !annotation.text_of("transformedContent").empty()) {
        add("bad-field", path + "/transformedContent", "only a transformation has transformed content");
      }
      not_to_come(annotation, "creationDate", path + "/creationDate");
    }
  }

  void addresses(std::span<const std::string_view> not_for_it, std::string_view whose) {
    const JsonNode* list = body_.member("addresses");
    if (list == nullptr || !list->is_array()) return;
    for (std::size_t i = 0; i < list->items().size(); ++i) {
      const std::string_view type = list->items()[i].text_of("type");
      if (std::find(not_for_it.begin(), not_for_it.end(), type) != not_for_it.end()) {
        add("address-type", at_ + "/addresses/" + std::to_string(i) + "/type",
            std::string(whose) + " has no address of the type \"" + shown(type, 20) + "\"");
      }
    }
  }

  void entity() {
    static constexpr std::array<std::string_view, 2> kNotForEntities = {"placeOfBirth", "residence"};
    addresses(kNotForEntities, "an entity");
    const auto founded = date_of(body_, "foundingDate");
    const auto dissolved = date_of(body_, "dissolutionDate");
    if (founded && dissolved && dissolved->latest() < founded->earliest()) {
      add("dates-turned", at_ + "/dissolutionDate", "the entity was dissolved before it was founded");
    }
    if (const JsonNode* listing = body_.member("publicListing"); listing != nullptr && listing->is_object()) {
      const auto filled = [&](std::string_view member) {
        const JsonNode* list = listing->member(member);
        return list != nullptr && list->is_array() && !list->items().empty();
      };
      if (!listing->is_true("hasPublicListing") && (filled("companyFilingsURLs") || filled("securitiesListings"))) {
        add("listing-conflict", at_ + "/publicListing", "hasPublicListing is not true, and a listing is described");
      }
    }
    subtype();
  }

  void subtype() {
    std::string type(body_.text_of("entityType"));
    std::string subtype;
    if (const JsonNode* node = body_.member("entityType"); node != nullptr && node->is_object()) {
      type = node->text_of("type");
      subtype = node->text_of("subtype");
      if (subtype == "other") return;
    } else if (const JsonNode* old = body_.member("entitySubtype"); old != nullptr && old->is_object()) {
      const std::string_view category = old->text_of("generalCategory");
      const std::size_t dash = category.find('-');
      if (dash != std::string_view::npos && category.substr(0, dash) != type) {
        add("subtype-conflict", at_ + "/entitySubtype",
            "\"" + shown(category, 40) + "\" is no kind of \"" + shown(type, 30) + "\"");
      }
      return;
    }
    if (subtype.empty()) return;
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kPairs = {{
        {"arrangement", "trust"},
        {"arrangement", "nomination"},
        {"legalEntity", "trust"},
        {"stateBody", "governmentDepartment"},
        {"stateBody", "stateAgency"},
    }};
    const bool fits = std::any_of(kPairs.begin(), kPairs.end(),
                                  [&](const auto& pair) { return pair.first == type && pair.second == subtype; });
    if (!fits) {
      add("subtype-conflict", at_ + "/entityType/subtype",
          "\"" + shown(subtype, 30) + "\" is no kind of \"" + shown(type, 30) + "\"");
    }
  }

  void person() {
    static constexpr std::array<std::string_view, 3> kNotForPersons = {"placeOfBirth", "registered", "business"};
    if (statement_.version == Version::k04) addresses(kNotForPersons, "a person");
    // People reach 120 years; a life of which both ends are known may lie further back.
    constexpr int kOldest = 120;
    const int this_year = Date::today().year();
    const auto born = date_of(body_, "birthDate");
    const auto died = date_of(body_, "deathDate");
    not_to_come(body_, "birthDate", at_ + "/birthDate");
    not_to_come(body_, "deathDate", at_ + "/deathDate");
    const auto too_old = [&](const PartialDate& date) { return date.latest().year() < this_year - kOldest; };
    if (born && too_old(*born)) add("life-dates", at_ + "/birthDate", "nobody alive was born so long ago");
    if (died && too_old(*died)) add("life-dates", at_ + "/deathDate", "the death lies more than 120 years back");
    if (born && died &&
        (died->latest() < born->earliest() || died->earliest().year() - born->latest().year() > kOldest)) {
      add("life-dates", at_ + "/deathDate", "birth and death do not fit together");
    }
    exposure();
    identifiers();
  }

  // What is said of political exposure must fit its status.
  void exposure() {
    const JsonNode* details = body_.member("pepStatusDetails");
    std::string status = body_.is_true("hasPepStatus")             ? "isPep"
                         : body_.member("hasPepStatus") != nullptr ? "isNotPep"
                                                                   : "unknown";
    if (const JsonNode* node = body_.member("politicalExposure"); node != nullptr && node->is_object()) {
      details = node->member("details");
      status = node->text_of("status");
    }
    if (details == nullptr || !details->is_array()) return;
    for (const JsonNode& detail : details->items()) {
      const bool missing = detail.member("missingInfoReason") != nullptr;
      if (missing ? (status == "isPep" || status == "isNotPep") : status != "isPep") {
        add("pep-conflict", at_ + "/politicalExposure", "the details of political exposure do not fit its status");
        return;
      }
    }
  }

  // Identifiers of persons: country, one hyphen, kind of document.
  void identifiers() {
    const JsonNode* list = body_.member("identifiers");
    if (list == nullptr || !list->is_array() || statement_.version != Version::k04) return;
    for (std::size_t i = 0; i < list->items().size(); ++i) {
      const std::string_view scheme = list->items()[i].text_of("scheme");
      if (scheme.empty()) continue;
      const std::size_t dash = scheme.find('-');
      const std::string_view kind = dash == std::string_view::npos ? std::string_view() : scheme.substr(dash + 1);
      const bool fits = !country_of_alpha3(scheme.substr(0, dash)).empty() &&
                        (kind == "PASSPORT" || kind == "TAXID" || kind == "IDCARD");
      if (!fits) {
        add("identifier-scheme", at_ + "/identifiers/" + std::to_string(i) + "/scheme",
            "\"" + shown(scheme, 30) +
                "\" is no scheme for a person: a country code of three letters, a hyphen, and "
                "PASSPORT, TAXID or IDCARD");
      }
    }
  }

  void relationship() {
    if (statement_.component && !read_components(statement_).empty()) {
      add("component-conflict", at_, "a component of another relationship has components of its own");
    }
    const JsonNode* list = body_.member("interests");
    if (list == nullptr || !list->is_array()) return;
    for (std::size_t i = 0; i < list->items().size(); ++i) {
      const JsonNode& node = list->items()[i];
      const std::string path = at_ + "/interests/" + std::to_string(i);
      const auto from = date_of(node, "startDate");
      const auto to = date_of(node, "endDate");
      if (from && to && to->latest() < from->earliest()) {
        add("dates-turned", path + "/endDate", "the interest ends before it begins; both dates are left out");
      }
      const JsonNode* share = node.member("share");
      if (share == nullptr || !share->is_object() || share->members().empty()) continue;
      if (!read_share(*share, statement_.version).stated) {
        add("bad-share", path + "/share", "the members of the share contradict one another; the share stays unknown");
      }
      // A truth value where a number belongs, or the reverse, changes what the bound means.
      const bool numbers = statement_.version == Version::k04;
      for (const std::string_view member : {"exclusiveMinimum", "exclusiveMaximum"}) {
        const JsonNode* value = share->member(member);
        if (value != nullptr && (value->kind == JsonNode::Kind::kNumber) != numbers) {
          add("bad-share", path + "/share/" + std::string(member),
              "the bound is written in the way of another version");
        }
      }
    }
  }

  const Statement& statement_;
  const JsonNode& body_;
  const std::string at_;
  std::vector<Fault>& out_;
};

}  // namespace

std::vector<Fault> check_statement(const Statement& statement) {
  std::vector<Fault> out = check_shape(*statement.root, statement.version);
  Checks(statement, out).run();
  return out;
}

}  // namespace penumbra::ingest::bods
