"""What a house keeps beside its brands: brand kits, and what was done to accounts, kits and archives."""

from __future__ import annotations

from django.db import models

from .delivery_models import Deed


class KeptKit(Deed):
    """A brand kit, as it was uploaded. `usual` is the one for brands that have none of their own."""

    name = models.CharField(max_length=200)
    usual = models.BooleanField(default=False)


class KitPart(models.Model):
    """One file of a brand kit, under its name."""

    kit = models.ForeignKey(KeptKit, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        """One file of a name in a kit."""

        constraints = [models.UniqueConstraint(fields=["kit", "name"], name="one_part_each")]


class HouseDeed(Deed):
    """Something done in the house that no log of a round tells: `kind` is one of `house_log.KINDS`.

    `about` names whom or what, such as a mail address; a brand is named by `brand` alone, so that nothing is left of
    its name once it is erased.
    """

    kind = models.CharField(max_length=24)
    about = models.CharField(max_length=200, blank=True)
    brand = models.ForeignKey("workspace.Brand", null=True, on_delete=models.SET_NULL, related_name="deeds")

    class Meta:
        """Read from the newest."""

        indexes = [models.Index(fields=["at"], name="deed_by_time")]
