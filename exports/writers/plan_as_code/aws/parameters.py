"""The few words of CloudFormation that the templates use. Nothing is substituted: `${}` stays as it is."""

from __future__ import annotations


def parameter(meaning: str, **more: object) -> dict[str, object]:
    """A text that the portal cannot know."""
    return {"Type": "String", "Description": meaning, **more}


def reference(name: str) -> dict[str, object]:
    return {"Ref": name}


def no_value() -> dict[str, object]:
    return {"Ref": "AWS::NoValue"}


def when(condition: str, then: object, otherwise: object) -> dict[str, object]:
    return {"Fn::If": [condition, then, otherwise]}


def given(name: str) -> dict[str, object]:
    """The condition that a parameter is not empty."""
    return {"Fn::Not": [{"Fn::Equals": [{"Ref": name}, ""]}]}
