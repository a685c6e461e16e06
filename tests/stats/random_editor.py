"""Random edits, the same for the same seed: changes, publications, withdrawals, deletions, loads."""

import random
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from itertools import count
from typing import Any

from cities.models import City, Indicator, IndicatorValue
from coalition.models import Programme
from initiatives.models import IndustrialPark, Material, MaterialFlow
from records.models import Source
from records.publishing import PublishingError
from tests.factories import (
    make_city,
    make_designation,
    make_flow,
    make_indicator,
    make_material,
    make_park,
    make_programme,
    make_region,
    make_source,
    save,
    text,
    writing,
)

LEVELS = ["", "national", "provincial"]


class Editor:
    """Does one random thing after the other. `name` keeps the slugs of several editors apart."""

    def __init__(self, seed: int, name: str = "e") -> None:
        self.random = random.Random(seed)
        self.name = name
        self.numbers = count(1)
        self.deeds: list[Callable[[], None]] = [
            self.add_park, self.add_park, self.add_draft, self.publish_draft, self.publish_again,
            self.edit_park, self.move_park, self.withdraw, self.delete, self.add_flow, self.edit_flow,
            self.delete_flow, self.add_values, self.edit_value, self.rename_city, self.designate,
        ]  # fmt: skip

    def furnish(self) -> None:
        """What the records of an editor belong to."""
        make_source()
        for region in ("jilin", "guangdong"):
            city = make_city(f"{self.name}-{region}", region=make_region(region))
            make_city(f"{self.name}-{region}-district", region=make_region(region), parent=city)
        for number in range(2):
            make_material(f"{self.name}-material-{number}")
            make_indicator(f"{self.name}-indicator-{number}")
        make_programme(f"{self.name}-programme")

    def act(self) -> None:
        """One deed. What publishing refuses (others point to it) is not done; that is a deed too."""
        with suppress(PublishingError):
            self.random.choice(self.deeds)()

    def slug(self, kind: str) -> str:
        return f"{self.name}-{kind}-{next(self.numbers)}"

    def one(self, model: Any, **filters: Any) -> Any:
        rows = list(model.objects.filter(**filters).order_by("pk"))
        return self.random.choice(rows) if rows else None

    def own(self, model: Any, **filters: Any) -> Any:
        return self.one(model, slug__startswith=f"{self.name}-", **filters)

    def own_flow(self) -> Any:
        return self.one(MaterialFlow, park__slug__startswith=f"{self.name}-")

    # -- deeds ------------------------------------------------------------------------------------

    def add_park(self) -> None:
        make_park(self.slug("park"), city=self.own(City), level=self.random.choice(LEVELS))

    def add_draft(self) -> None:
        park = IndustrialPark(
            slug=self.slug("park"), city=self.own(City), kind="industrial_park", source_type="official",
            **text("name", "A park"), **text("summary", "A park."),
        )  # fmt: skip
        save(park, Source.objects.all()[:1], publish=False)

    def publish_draft(self) -> None:
        park = self.own(IndustrialPark, status="draft")
        if park:
            with writing() as changes:
                changes.publish(park)

    def publish_again(self) -> None:
        for model in (City, Material, IndustrialPark):
            record = self.own(model, status="archived")
            if record:
                with writing() as changes:
                    changes.publish(record)

    def edit_park(self) -> None:
        self._edit(self.own(IndustrialPark), level=self.random.choice(LEVELS))

    def move_park(self) -> None:
        self._edit(self.own(IndustrialPark), city=self.own(City))

    def edit_value(self) -> None:
        self._edit(self.own(IndicatorValue), value=Decimal(self.random.randrange(1000)) / 7)

    def _edit(self, record: Any, **values: Any) -> None:
        if record is None:
            return
        with writing() as changes:
            for name, value in values.items():
                setattr(record, name, value)
            changes.save(record)

    def withdraw(self) -> None:
        record = self.own(self.random.choice([IndustrialPark, Material, City, IndicatorValue]))
        if record:
            with writing() as changes:
                changes.withdraw(record)

    def delete(self) -> None:
        park = self.own(IndustrialPark, designations=None)
        if park:
            with writing() as changes:
                changes.delete(park)

    def rename_city(self) -> None:
        city = self.own(City)
        with writing() as changes:
            changes.rename(city, self.slug("city"))

    def add_flow(self) -> None:
        park = self.own(IndustrialPark)
        if park:
            value = self.random.choice([None, Decimal(self.random.randrange(100_000)) / 10])
            unit = "" if value is None else self.random.choice(["t", "m3"])
            make_flow(park, self.slug("flow"), material=self.own(Material), value=value, unit=unit)

    def edit_flow(self) -> None:
        flow = self.own_flow()
        if flow:
            with writing() as changes:
                flow.to_sector = self.random.choice(["cement", "steel"])
                changes.save(flow)

    def delete_flow(self) -> None:
        flow = self.own_flow()
        if flow:
            with writing() as changes:
                changes.delete(flow)

    def add_values(self) -> None:
        """In bulk, as a load does: Django sends no signal for it."""
        indicator, city = self.own(Indicator), self.own(City, status="published")
        years = range(2000, 2000 + self.random.randrange(1, 4))
        if not city or IndicatorValue.objects.filter(indicator=indicator, city=city).exists():
            return
        with writing() as changes:
            values = IndicatorValue.objects.bulk_create(
                IndicatorValue(
                    slug=self.slug("value"), indicator=indicator, city=city, year=year,
                    value=Decimal(self.random.randrange(1000)) / 3, source_type="official",
                )
                for year in years
            )  # fmt: skip
            for value in values:
                changes.set_related(value, "sources", Source.objects.all()[:1])
            changes.publish(*values)

    def designate(self) -> None:
        park = self.own(IndustrialPark, designations=None, status="published")
        if park:
            make_designation(self.own(Programme), park=park)
