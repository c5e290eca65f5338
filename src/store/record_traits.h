// What differs between the kinds of records, so that the rest is written once. Internal to the store.
#ifndef PENUMBRA_STORE_RECORD_TRAITS_H_
#define PENUMBRA_STORE_RECORD_TRAITS_H_

#include <string>
#include <utility>
#include <vector>

#include "model/facts.h"
#include "store/record_codec.h"
#include "store/record_kinds.h"
#include "store/segment.h"

namespace penumbra::store {

struct EntityKind {
  using Record = model::Entity;
  static constexpr RecordKind kKind = RecordKind::kEntity;
  template <typename Dataset>
  static auto& of(Dataset& dataset) {
    return dataset.entities;
  }
  static Result<Record> get(const Segment& segment, std::uint32_t number) { return segment.entity(number); }
  template <typename Archive, typename Any>
  static void walk(Archive& archive, Any& record) {
    walk_entity(archive, record);
  }
};

struct DesignationKind {
  using Record = model::Designation;
  static constexpr RecordKind kKind = RecordKind::kDesignation;
  template <typename Dataset>
  static auto& of(Dataset& dataset) {
    return dataset.designations;
  }
  static Result<Record> get(const Segment& segment, std::uint32_t number) { return segment.designation(number); }
  template <typename Archive, typename Any>
  static void walk(Archive& archive, Any& record) {
    walk_designation(archive, record);
  }
};

struct RelationshipKind {
  using Record = model::Relationship;
  static constexpr RecordKind kKind = RecordKind::kRelationship;
  template <typename Dataset>
  static auto& of(Dataset& dataset) {
    return dataset.relationships;
  }
  static Result<Record> get(const Segment& segment, std::uint32_t number) { return segment.relationship(number); }
  template <typename Archive, typename Any>
  static void walk(Archive& archive, Any& record) {
    walk_relationship(archive, record);
  }
};

struct StateKind {
  using Record = model::StateInterval;
  static constexpr RecordKind kKind = RecordKind::kState;
  template <typename Dataset>
  static auto& of(Dataset& dataset) {
    return dataset.states;
  }
  static Result<Record> get(const Segment& segment, std::uint32_t number) { return segment.state(number); }
  template <typename Archive, typename Any>
  static void walk(Archive& archive, Any& record) {
    walk_state(archive, record);
  }
};

struct DocumentKind {
  using Record = model::SourceDocument;
  static constexpr RecordKind kKind = RecordKind::kDocument;
  template <typename Dataset>
  static auto& of(Dataset& dataset) {
    return dataset.documents;
  }
  static Result<Record> get(const Segment& segment, std::uint32_t number) { return segment.document(number); }
  template <typename Archive, typename Any>
  static void walk(Archive& archive, Any& record) {
    walk_document(archive, record, kSegmentFormat);
  }
};

struct PortfolioKind {
  using Record = model::PortfolioMember;
  static constexpr RecordKind kKind = RecordKind::kPortfolio;
  template <typename Dataset>
  static auto& of(Dataset& dataset) {
    return dataset.portfolio;
  }
  static Result<Record> get(const Segment& segment, std::uint32_t number) { return segment.portfolio_member(number); }
  template <typename Archive, typename Any>
  static void walk(Archive& archive, Any& record) {
    walk_member(archive, record);
  }
};

struct FigureKind {
  using Record = model::Figure;
  static constexpr RecordKind kKind = RecordKind::kFigure;
  template <typename Dataset>
  static auto& of(Dataset& dataset) {
    return dataset.figures;
  }
  static Result<Record> get(const Segment& segment, std::uint32_t number) { return segment.figure(number); }
  template <typename Archive, typename Any>
  static void walk(Archive& archive, Any& record) {
    walk_figure(archive, record);
  }
};

// Calls visit(Kind{}) for every kind, in the order of RecordKind, until one does not succeed.
template <typename Visit>
Status for_each_kind(Visit visit) {
  Status status;
  const auto one = [&](auto kind) {
    if (status.ok()) status = visit(kind);
  };
  one(EntityKind{});
  one(DesignationKind{});
  one(RelationshipKind{});
  one(StateKind{});
  one(DocumentKind{});
  one(PortfolioKind{});
  one(FigureKind{});
  return status;
}

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_RECORD_TRAITS_H_
