namespace IML.RbaBot.Texts;

/// <summary>The texts of the review: its cards, decisions, comments and refusals. Keys and strictness as of <see cref="CardText"/>; the file is <c>review.LANGUAGE.json</c>.</summary>
public enum ReviewText
{
}
