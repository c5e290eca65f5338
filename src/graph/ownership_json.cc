#include "graph/ownership_json.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace penumbra::graph {

namespace {

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out += "\\u00";
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 15]);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

// Writes members of one object, one per line, at a given depth.
class ObjectWriter {
 public:
  ObjectWriter(std::string& out, int depth) : out_(out), depth_(depth) { out_ += "{"; }
  ~ObjectWriter() {
    line(depth_);
    out_ += "}";
  }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;

  void text(std::string_view key, std::string_view value) {
    this->key(key);
    append_string(out_, value);
  }
  void raw(std::string_view key, std::string_view value) {
    this->key(key);
    out_ += value;
  }
  void key(std::string_view key) {
    if (!first_) out_ += ",";
    first_ = false;
    line(depth_ + 1);
    append_string(out_, key);
    out_ += ": ";
  }
  void line(int depth) {
    out_ += "\n";
    out_.append(static_cast<std::size_t>(depth) * 2, ' ');
  }

 private:
  std::string& out_;
  int depth_;
  bool first_ = true;
};

// An array whose elements `write(i)` appends; "[]" when there are none.
template <typename Write>
void append_array(std::string& out, std::size_t count, int depth, Write write) {
  if (count == 0) {
    out += "[]";
    return;
  }
  out += "[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ",";
    out += "\n";
    out.append(static_cast<std::size_t>(depth + 1) * 2, ' ');
    write(i);
  }
  out += "\n";
  out.append(static_cast<std::size_t>(depth) * 2, ' ');
  out += "]";
}

std::string decimals(double percent) {
  char buffer[40];
  const double rounded = std::round(percent * 1e4) / 1e4;
  std::snprintf(buffer, sizeof buffer, "%.4f", rounded);
  return buffer;
}

std::string low_text(const model::ShareInterval& share) {
  if (!share.stated || (share.low == base::Percent::zero() && !share.low_open)) return share.stated ? "0" : "";
  return (share.low_open ? ">" : "") + share.low.to_string();
}

std::string high_text(const model::ShareInterval& share) {
  if (!share.stated) return "";
  return (share.high_open ? "<" : "") + share.high.to_string();
}

std::string owner_id(const OwnershipFacts& facts, const StakeFact& stake) {
  return stake.owner == kUndisclosed ? std::string(kUndisclosedOwner) : facts.parties()[stake.owner].id;
}

std::string share_words(const model::ShareInterval& share) {
  if (!share.stated) return "an unknown share";
  if (share.low == share.high) return share.low.to_string() + " %";
  if (share.high == base::Percent::hundred() && !share.high_open) {
    return (share.low_open ? "more than " : "at least ") + share.low.to_string() + " %";
  }
  return (share.low_open ? "more than " : "") + share.low.to_string() + " to " + (share.high_open ? "less than " : "") +
         share.high.to_string() + " %";
}

std::string shown(const OwnershipFacts& facts, PartyIndex party) {
  if (party == kUndisclosed) return "An undisclosed holder";
  const Party& p = facts.parties()[party];
  return p.name.empty() || p.name == p.id ? p.id : p.name + " (" + p.id + ")";
}

void append_chain_link(std::string& out, const OwnershipFacts& facts, const ChainLink& link, std::size_t number) {
  const StakeFact& stake = facts.stakes()[link.fact];
  ObjectWriter o(out, 3);
  o.text("label", "F" + std::to_string(number));
  o.text("owner", owner_id(facts, stake));
  o.text("asset", facts.parties()[stake.asset].id);
  o.text("kind", to_string(stake.kind));
  if (!stake.criterion.empty()) o.text("criterion", stake.criterion);
  o.text("low", low_text(stake.share));
  o.text("high", high_text(stake.share));
  o.text("from", stake.valid.from.to_string());
  o.text("to", stake.valid.to.to_string());
  o.text("recorded", stake.recorded ? stake.recorded->date().to_string() : "");
  o.text("source", stake.source);
  o.raw("certain", link.only_possible ? "false" : "true");
  o.text("sentence", stake_sentence(facts, stake));
}

using ListingsByParty = std::unordered_map<PartyIndex, std::vector<const ListingFact*>>;

// Listings of the party itself and of the owners in its chain, on lists that the rule names.
std::vector<const ListingFact*> listings_behind(const OwnershipFacts& facts, const ListingsByParty& by_party,
                                                const OwnershipAnswer& a) {
  std::vector<PartyIndex> parties = {a.party};
  for (const ChainLink& link : a.chain) {
    const PartyIndex owner = facts.stakes()[link.fact].owner;
    if (owner != kUndisclosed) parties.push_back(owner);
  }
  std::sort(parties.begin(), parties.end());
  parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
  std::vector<const ListingFact*> result;
  for (const PartyIndex party : parties) {
    const auto it = by_party.find(party);
    if (it == by_party.end()) continue;
    for (const ListingFact* listing : it->second) {
      const auto names = [&](const std::vector<std::string>& lists) {
        return std::find(lists.begin(), lists.end(), listing->list) != lists.end();
      };
      if (names(a.rule->lists) || names(a.rule->flag_lists)) result.push_back(listing);
    }
  }
  return result;
}

void append_answer(std::string& out, const OwnershipFacts& facts, const ListingsByParty& by_party,
                   const OwnershipAnswer& a) {
  ObjectWriter o(out, 1);
  o.text("id", facts.parties()[a.party].id);
  o.text("verdict", to_string(a.verdict));
  o.key("flags");
  append_array(out, a.flags.size(), 2, [&](std::size_t i) { append_string(out, a.flags[i].key); });
  o.key("notes");
  append_array(out, a.flags.size(), 2, [&](std::size_t i) {
    ObjectWriter n(out, 3);
    n.text("flag", a.flags[i].key);
    n.text("text", a.flags[i].text);
  });
  o.key("share");
  {
    ObjectWriter s(out, 2);
    s.text("low", to_percent(a.share_low.value).to_string());
    s.text("high", to_percent(a.share_high.value).to_string());
    s.raw("low_open", a.share_low.open ? "true" : "false");
    s.raw("high_open", a.share_high.open ? "true" : "false");
    s.text("kind", to_string(a.measure));
  }
  o.key("rule");
  {
    ObjectWriter r(out, 2);
    r.text("id", a.rule->id);
    r.text("version", a.rule->version);
    r.text("source", a.rule->source);
    r.text("status", a.rule_on_record ? rules::to_string(a.rule->status) : "not-on-record");
    r.text("checked", a.rule->checked);
    r.text("check_by", a.rule->check_by);
  }
  o.key("chain");
  append_array(out, a.chain.size(), 2, [&](std::size_t i) { append_chain_link(out, facts, a.chain[i], i + 1); });
  o.key("listings");
  const std::vector<const ListingFact*> listings = listings_behind(facts, by_party, a);
  append_array(out, listings.size(), 2, [&](std::size_t i) {
    ObjectWriter l(out, 3);
    l.text("id", facts.parties()[listings[i]->party].id);
    l.text("list", listings[i]->list);
    l.text("from", listings[i]->valid.from.to_string());
    l.text("to", listings[i]->valid.to.to_string());
  });
  o.key("missing");
  append_array(out, a.missing.size(), 2, [&](std::size_t i) { append_string(out, a.missing[i]); });
  o.key("integrated");
  {
    ObjectWriter i(out, 2);
    i.text("low", decimals(a.integrated_low));
    i.text("high", decimals(a.integrated_high));
  }
  o.text("sentence", a.sentence);
}

}  // namespace

std::string control_phrase(const StakeFact& stake) {
  const model::ControlCriterion* criterion = model::find_control_criterion(stake.criterion);
  return criterion == nullptr ? "controls" : std::string(criterion->phrase);
}

std::string stake_sentence(const OwnershipFacts& facts, const StakeFact& stake) {
  const std::string owner = shown(facts, stake.owner);
  const std::string asset = shown(facts, stake.asset);
  std::string text = owner;
  switch (stake.kind) {
    case StakeKind::kEquity:
      text += " owns " + share_words(stake.share) + " of " + asset;
      break;
    case StakeKind::kVotes:
      text += " holds " + share_words(stake.share) + " of the votes in " + asset;
      break;
    case StakeKind::kProfits:
      text += " is entitled to " + share_words(stake.share) + " of the profits of " + asset;
      break;
    case StakeKind::kAppointsMajority:
      text += " may appoint or remove a majority of the board of " + asset;
      break;
    case StakeKind::kJointArrangement:
      text += " is party to a joint arrangement over " + asset;
      break;
    case StakeKind::kControls:
      text += " " + control_phrase(stake) + " " + asset;
      if (!stake.criterion.empty() && model::find_control_criterion(stake.criterion) == nullptr) {
        text += ", as stated by: " + stake.criterion;
      }
      break;
    case StakeKind::kNominee:
      text = asset + " holds as nominee for " + (stake.owner == kUndisclosed ? "an undisclosed person" : owner);
      break;
    case StakeKind::kFamily:
      text += " has a family tie with " + asset;
      break;
  }
  std::string dates;
  if (stake.valid.from.known()) dates += "from " + stake.valid.from.to_string();
  if (stake.valid.to.known()) dates += (dates.empty() ? "until " : " until ") + stake.valid.to.to_string();
  if (stake.recorded) dates += (dates.empty() ? "recorded " : "; recorded ") + stake.recorded->date().to_string();
  const std::string source = stake.source.empty() ? "no source stated" : "source " + stake.source;
  return text + " (" + (dates.empty() ? "" : dates + "; ") + source + ")";
}

std::string ownership_json(const OwnershipFacts& facts, const OwnershipResult& result) {
  std::string out;
  ListingsByParty by_party;
  for (const ListingFact& listing : facts.listings()) by_party[listing.party].push_back(&listing);
  append_array(out, result.answers.size(), 0,
               [&](std::size_t i) { append_answer(out, facts, by_party, result.answers[i]); });
  out += "\n";
  return out;
}

}  // namespace penumbra::graph
