namespace IML.RbaBot.Texts;

/// <summary>The texts of questions to the Unit and of their answers. Keys and strictness as of <see cref="CardText"/>; the file is <c>requests.LANGUAGE.json</c>.</summary>
public enum RequestText
{
    AskedBy,
    RepliedBy,
    Waiting,
}
