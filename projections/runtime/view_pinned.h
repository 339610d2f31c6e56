// What a view holds. Internal to this folder.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "projections/runtime/as_of_store.h"
#include "projections/runtime/pins.h"
#include "projections/runtime/view.h"

namespace tenure::projections {

struct View::Pinned {
  Pinned(Position as_of, std::shared_ptr<Pins> view_pins) : position{as_of}, pins{std::move(view_pins)} {
    pins->add(position);
  }
  ~Pinned() { pins->remove(position); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

  Position position;
  std::shared_ptr<Pins> pins;
  std::vector<std::pair<std::string, TableReader>> models;
};

}  // namespace tenure::projections
