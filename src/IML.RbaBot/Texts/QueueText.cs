namespace IML.RbaBot.Texts;

/// <summary>The texts of the focal points' lists: queue, filters, portfolio. Keys and strictness as of <see cref="CardText"/>; the file is <c>queue.LANGUAGE.json</c>.</summary>
public enum QueueText
{
}
