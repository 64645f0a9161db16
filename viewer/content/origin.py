"""Whose statements a reference holds, and how old they are, in words."""

from datetime import date

from viewer.content.model import Article, Reference


def origin(reference: Reference) -> str:
    """The article as a publication in one line; without an article, who publishes it."""
    article = reference.article
    if article is None:
        return reference.publisher
    named = ", ".join(filter(None, (article.title, article.byline, article.date)))
    return f"{named}. {article.address}" if article.address else named


def dated(reference: Reference) -> str:
    """How old it is, in a few words: "Article of 11 April 2026", or its revision."""
    article = reference.article
    day = article_day(article) if article else ""
    return f"Article of {day}" if day else f"Revision {reference.revision}"


def article_day(article: Article) -> str:
    """The day of the article, as 11 April 2026; empty when it is not known."""
    if not article.date:
        return ""
    day = date.fromisoformat(article.date)
    return f"{day.day} {day:%B %Y}"


def checked(reference: Reference) -> str:
    """Revision and last check in a sentence without a full stop."""
    against = "checked against sources up to" if reference.sources else "checked"
    return f"Revision {reference.revision}, {against} {reference.checked}"
