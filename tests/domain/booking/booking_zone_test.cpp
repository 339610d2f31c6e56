// What no command can bring about: the machine's zone tables no longer have the zone of a site.

#include <gtest/gtest.h>

#include "domain/decide.h"
#include "domain/draft.h"

namespace tenure::test {
namespace {

class NoWorld final : public domain::World {
 protected:
  [[nodiscard]] const domain::Aggregate* lookup(domain::StreamKind, std::string_view) const override {
    return nullptr;
  }
};

TEST(RecordBooking, IsRefusedWhereTheMachineLostTheZone) {
  const NoWorld nothing;
  domain::Draft world{nothing};
  event::SiteRegisteredT site;
  site.site_id = "BASE";
  site.time_zone = "Mars/Olympus";
  world.record(std::move(site));
  event::SpaceAddedT space;
  space.site_id = "BASE";
  space.space_id = "DOME";
  world.record(std::move(space));
  event::ProductDefinedT product;
  product.product_id = "ROOM";
  product.kind = ProductKind::BOOKING;
  world.record(std::move(product));
  event::OccupierRegisteredT occupier;
  occupier.occupier_id = "ACME";
  world.record(std::move(occupier));

  // There is no contract either, and the space is not bookable: the zone comes first.
  command::RecordBookingT booking;
  booking.booking_id = "B1";
  booking.occupier_id = "ACME";
  booking.space_id = "DOME";
  booking.product_id = "ROOM";
  booking.ends_at = 1;
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(command::RecordBooking::Pack(builder, &booking));
  const auto decision =
      decide(*flatbuffers::GetRoot<command::RecordBooking>(builder.GetBufferPointer()), world);
  ASSERT_FALSE(decision);
  EXPECT_EQ(decision.error().code, domain::Code::BAD_TIME_ZONE);
}

}  // namespace
}  // namespace tenure::test
