#include "model/identity.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "model/schema.h"

namespace penumbra::model {
namespace {

// More entities than this with one identifier are no copies of one company but a placeholder ("00000000").
constexpr std::uint32_t kMaxShared = 64;
constexpr std::size_t kMaxValues = 8192;
constexpr std::size_t kMaxRefused = 100;
constexpr std::size_t kLeiLength = 20;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_lei_form(std::string_view text) {
  return text.size() == kLeiLength &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_upper(c) || is_digit(c); });
}

// "GB-COH-01234567": a country, the register's key, the number; or "RA000585-01234567".
bool is_register_form(std::string_view text) {
  const std::size_t first = text.find('-');
  if (first == std::string_view::npos || first + 1 >= text.size()) return false;
  const std::string_view head = text.substr(0, first);
  constexpr std::size_t kAuthority = 8;
  if (head.size() == kAuthority && head.starts_with("RA")) {
    return std::all_of(head.begin() + 2, head.end(), is_digit);
  }
  if (head.size() != 2 || !is_upper(head[0]) || !is_upper(head[1])) return false;
  const std::size_t second = text.find('-', first + 1);
  if (second == std::string_view::npos || second == first + 1 || second + 1 >= text.size()) return false;
  const std::string_view key = text.substr(first + 1, second - first - 1);
  return std::all_of(key.begin(), key.end(), [](char c) { return is_upper(c) || is_digit(c) || c == '_'; });
}

bool is_person(const Entity& entity) {
  return entity.schema == "Person";
}

class Join {
 public:
  Join(Dataset& dataset, std::string_view keep)
      : dataset_(dataset), keep_(keep), parent_(dataset.entities.size()), lei_(dataset.entities.size()) {
    for (std::uint32_t i = 0; i < parent_.size(); ++i) parent_[i] = i;
  }

  IdentityJoin run() {
    by_id();
    by_identifier();
    choose();
    apply();
    return std::move(out_);
  }

 private:
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }

  // False when the two have different LEIs.
  bool unite(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return true;
    if (!lei_[a].empty() && !lei_[b].empty() && lei_[a] != lei_[b]) return false;
    if (lei_[a].empty()) lei_[a] = lei_[b];
    parent_[b] = a;
    return true;
  }

  void by_id() {
    std::unordered_map<std::string_view, std::uint32_t> first;
    first.reserve(dataset_.entities.size());
    for (std::uint32_t i = 0; i < dataset_.entities.size(); ++i) {
      const Entity& entity = dataset_.entities[i];
      const std::string_view lei = entity.first("leiCode");
      if (is_lei_form(lei)) lei_[i] = lei;
      const auto [it, fresh] = first.try_emplace(entity.id, i);
      // An id is an id, whatever else is said.
      if (!fresh) {
        const std::uint32_t a = root(it->second);
        if (lei_[a].empty()) lei_[a] = lei_[i];
        parent_[i] = a;
      }
    }
  }

  void by_identifier() {
    struct Holder {
      std::uint32_t entity = 0;
      std::uint32_t count = 0;
    };
    std::unordered_map<std::string_view, Holder> first;
    const auto each = [this](auto use) {
      for (std::uint32_t i = 0; i < dataset_.entities.size(); ++i) {
        const Entity& entity = dataset_.entities[i];
        if (is_person(entity)) continue;
        for (const Value& value : entity.values) {
          const bool lei = value.property == "leiCode" && is_lei_form(value.text);
          const bool number = value.property == "idNumber" && is_register_form(value.text);
          if (lei || number) use(i, std::string_view(value.text));
        }
      }
    };
    each([&](std::uint32_t i, std::string_view key) {
      Holder& holder = first[key];
      if (holder.count++ == 0) holder.entity = i;
    });
    each([&](std::uint32_t i, std::string_view key) {
      const Holder& holder = first[key];
      if (holder.count > kMaxShared) {
        refuse(key, std::to_string(holder.count) + " entities have it");
      } else if (!unite(holder.entity, i)) {
        refuse(key, "entities with different LEIs have it");
      } else {
        keys_.emplace_back(key, i);
      }
    });
  }

  void refuse(std::string_view key, const std::string& why) {
    if (out_.refused.size() < kMaxRefused && refused_.insert(std::string(key)).second) {
      out_.refused.push_back("The identifier " + std::string(key) + " joins nothing: " + why);
    }
  }

  // Which entity of each group stays.
  void choose() {
    std::unordered_set<std::string_view> wanted;
    for (const PortfolioMember& member : dataset_.portfolio) wanted.insert(member.entity);
    std::unordered_set<std::string_view> listed;
    for (const Designation& designation : dataset_.designations) listed.insert(designation.entity);
    const auto rank = [&](std::uint32_t i) {
      const std::string& id = dataset_.entities[i].id;
      const int kind = id == keep_              ? 0
                       : wanted.contains(id)    ? 1
                       : listed.contains(id)    ? 2
                       : id.starts_with("lei-") ? 3
                                                : 4;
      return std::tuple<int, std::string_view, std::uint32_t>(kind, id, i);
    };
    std::vector<std::uint32_t> best(parent_.size());
    for (std::uint32_t i = 0; i < parent_.size(); ++i) best[i] = i;
    for (std::uint32_t i = 0; i < parent_.size(); ++i) {
      const std::uint32_t top = root(i);
      if (top != i && rank(i) < rank(best[top])) best[top] = i;
    }
    stays_.resize(parent_.size());
    for (std::uint32_t i = 0; i < parent_.size(); ++i) stays_[i] = best[root(i)];
  }

  static void add_values(Entity& into, Entity&& from) {
    const Vocabulary& vocabulary = Vocabulary::get();
    const Schema* ours = vocabulary.find(into.schema);
    const Schema* theirs = vocabulary.find(from.schema);
    if (ours != nullptr && theirs != nullptr && theirs->is_a(into.schema)) into.schema = from.schema;
    for (const Value& value : from.values) {
      if (into.values.size() >= kMaxValues) break;
      into.add(value.property, value.text, value.lang);
    }
    if (!into.existence.from.known()) into.existence.from = from.existence.from;
    if (!into.existence.to.known()) into.existence.to = from.existence.to;
    if (from.recorded && (!into.recorded || *from.recorded < *into.recorded)) into.recorded = from.recorded;
    // A thing that one source has always known is not new because another dates it.
    if (!from.recorded) into.recorded.reset();
  }

  void apply() {
    std::vector<Entity>& entities = dataset_.entities;
    out_.names.reserve(entities.size());
    for (std::uint32_t i = 0; i < entities.size(); ++i) out_.names.emplace(entities[i].id, entities[stays_[i]].id);
    for (const auto& [key, i] : keys_) {
      if (!refused_.contains(std::string(key))) out_.names.emplace(key, entities[stays_[i]].id);
    }
    keys_.clear();  // its views point into values that move below
    const auto point = [this](std::string& id) {
      const auto it = out_.names.find(id);
      if (it != out_.names.end() && it->second != id) id = it->second;
    };
    for (Designation& one : dataset_.designations) point(one.entity);
    for (Relationship& one : dataset_.relationships) {
      point(one.from);
      point(one.to);
      if (!one.side.empty()) point(one.side);
    }
    for (StateInterval& one : dataset_.states) {
      point(one.entity);
      if (!one.side.empty()) point(one.side);
      if (!one.cause.empty()) point(one.cause);
    }
    for (Figure& one : dataset_.figures) {
      point(one.entity);
      if (!one.other.empty()) point(one.other);
    }
    for (PortfolioMember& one : dataset_.portfolio) point(one.entity);
    std::vector<bool> gone(entities.size(), false);
    for (std::uint32_t i = 0; i < entities.size(); ++i) {
      if (stays_[i] == i) continue;
      add_values(entities[stays_[i]], std::move(entities[i]));
      gone[i] = true;
      ++out_.joined;
    }
    if (out_.joined == 0) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entities.size(); ++i) {
      if (gone[i]) continue;
      if (kept != i) entities[kept] = std::move(entities[i]);
      ++kept;
    }
    entities.resize(kept);
  }

  Dataset& dataset_;
  std::string_view keep_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::string> lei_;
  std::vector<std::uint32_t> stays_;
  std::vector<std::pair<std::string, std::uint32_t>> keys_;
  std::unordered_set<std::string> refused_;
  IdentityJoin out_;
};

}  // namespace

std::optional<std::string> IdentityJoin::resolve(std::string_view name) const {
  for (const std::string_view prefix : {"", "lei-", "bods-"}) {
    const auto it = names.find(std::string(prefix) + std::string(name));
    if (it != names.end()) return it->second;
  }
  return std::nullopt;
}

IdentityJoin join_by_identifiers(Dataset& dataset, std::string_view keep) {
  return Join(dataset, keep).run();
}

}  // namespace penumbra::model
