namespace IML.RbaBot.Texts;

/// <summary>The texts of the documents that are made of an assessment. Keys and strictness as of <see cref="CardText"/>; the file is <c>documents.LANGUAGE.json</c>.</summary>
public enum DocumentText
{
}
