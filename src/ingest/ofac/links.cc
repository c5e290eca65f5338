#include "ingest/ofac/links.h"

#include <utility>

#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/text_scan.h"

namespace penumbra::ingest::ofac {
namespace {

constexpr std::size_t kPlaces = std::size_t{1} << 16;

// Case and runs of blanks differ between a name and its mention; nothing else may.
std::string key_of(std::string_view name) {
  return ascii_lower(tidy(name));
}

void unresolved(model::Entity& party, std::string_view what, std::string_view name, const Place& position,
                Mapping& mapping) {
  mapping.report(model::FindingLevel::kNote, "unresolved-link",
                 "a link names a party that this version does not hold, or holds twice; it is kept in notes", position);
  mapping.note(party, std::string(what) + ": " + std::string(name));
}

void add_edge(std::string from, std::string_view kind, std::string to, std::string_view role,
              const model::Entity& stated_by, std::vector<model::Relationship>& out) {
  model::Relationship edge;
  edge.id = from + "-" + std::string(kind) + "-" + to;
  edge.from = std::move(from);
  edge.kind = kind;
  edge.to = std::move(to);
  edge.role = role;
  edge.evidence = stated_by.evidence;
  out.push_back(std::move(edge));
}

}  // namespace

std::optional<std::string_view> relation_kind(std::string_view type) {
  // Every other type keeps its words as the role of a link.
  static constexpr std::pair<std::string_view, std::string_view> kRelations[] = {
      {"Acting for or on behalf of", "acts-for"},
      {"Family member of", "family-of"},
      {"Associate Of", "associate-of"},
      {"Owned or Controlled By", "linked-to"},
      {"Leader or official of", "linked-to"},
      {"Providing support to", "linked-to"},
      {"Playing a significant role in", "linked-to"},
      {"Principal Executive Officer", "linked-to"},
      {"Property in the interest of", "linked-to"},
      {"Owns, controls, or operates", "linked-to"},
  };
  for (const auto& [name, kind] : kRelations) {
    if (ascii_lower(name) == ascii_lower(trim(type))) return kind;
  }
  return std::nullopt;
}

std::size_t NameBook::place_of(std::string_view tidy_name) {
  const auto letter = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(tidy_name[at]) | 0x20U);  // of either case
  };
  const std::size_t size = tidy_name.size();
  const std::size_t place =
      size == 0 ? 0 : ((size * 61 + letter(0)) * 61 + letter(size / 2)) * 61 + letter(size - 1) + letter(size / 4) * 7;
  return place % kPlaces;
}

void NameBook::ask_for(std::string_view name) {
  if (asked_.empty()) asked_.resize(kPlaces);
  const auto it = ids_.try_emplace(key_of(name)).first;
  asked_[place_of(it->first)] = true;
}

void NameBook::add(std::string_view listed_name, std::string_view party_id) {
  if (ids_.empty()) return;
  listed_name = trim(listed_name);
  if (is_tidy(listed_name) && !asked_[place_of(listed_name)]) return;
  const auto it = ids_.find(key_of(listed_name));
  if (it == ids_.end()) return;
  if (!it->second.has_value()) {
    it->second = party_id;
  } else if (*it->second != party_id) {
    it->second->clear();
  }
}

std::string_view NameBook::find(std::string_view listed_name) const {
  const auto it = ids_.find(key_of(listed_name));
  return it == ids_.end() || !it->second.has_value() ? std::string_view() : std::string_view(*it->second);
}

void link_by_name(model::Entity& party, const PartyLink& link, const NameBook& book, const Place& position,
                  Mapping& mapping, std::vector<model::Relationship>& out) {
  const std::string_view other = book.find(link.name);
  if (other.empty() || other == party.id) {
    unresolved(party, link.role, link.name, position, mapping);
    return;
  }
  if (link.kind == "owned-by" || link.kind == "controlled-by") {
    add_edge(std::string(other), link.kind == "owned-by" ? "owns" : "controls", party.id, link.role, party, out);
  } else {
    add_edge(party.id, link.kind, std::string(other), link.role, party, out);
  }
  model::Relationship& edge = out.back();
  edge.evidence.record += link.span;
  if (const auto share = model::ShareInterval::parse(link.share); !link.share.empty() && share.ok())
    edge.share = *share;
}

void owner_by_name(model::Entity& party, std::string_view name, const NameBook& book, const Place& position,
                   Mapping& mapping, std::vector<model::Relationship>& out) {
  const std::string_view other = book.find(name);
  if (other.empty() || other == party.id) {
    unresolved(party, "Owner", name, position, mapping);
    return;
  }
  add_edge(std::string(other), "owns", party.id, "vessel owner", party, out);
}

}  // namespace penumbra::ingest::ofac
